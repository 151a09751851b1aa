"""Sections: functions of a page that return a figure, a table, a card; by topic."""
