"""The rendered book: how facts, figures, tables and pages look in HTML, and the rules of its prose."""
