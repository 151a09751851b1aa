"""From data to book: run chapters, build the book, put it in place in one step."""
