"""Charts of KFOR, one module a section of its chapter: points and ranges, never a line across figures that differ."""
