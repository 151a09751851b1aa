"""The data package, its checks, its editions, and single facts drawn from it."""
