"""The code behind *The Western Balkans and NATO*, a reproducible report book."""
