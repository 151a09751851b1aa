"""The claims of the five source texts: the ledger, the rules that test them, the verdicts."""
