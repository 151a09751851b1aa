"""Measures: data frames in, data frames out; they know no file, no chart, no country by name."""
