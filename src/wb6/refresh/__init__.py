"""Newer data from the publishers: fetched, mapped, compared, checked, and only then written."""
