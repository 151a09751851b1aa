"""Charts and tables of the book, by topic: chart grammar over the data frames of `wb6.measures`."""
