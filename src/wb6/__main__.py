"""`python -m wb6` is the command line."""

from wb6.cli import main

if __name__ == "__main__":
    main()
