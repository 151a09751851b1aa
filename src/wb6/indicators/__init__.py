"""Indicators: each with its one home in the catalogue, and a yearly series of all countries."""
