"""What changed between two states of the project, in words: data by table, outputs by chapter."""
