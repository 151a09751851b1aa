"""`python -m wb6` is the command line."""

import sys

from wb6.cli import main

if __name__ == "__main__":
    sys.exit(main())
