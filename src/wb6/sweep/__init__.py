"""Many runs at once: chapters and measures over a grid of countries and editions, as one tidy table."""
