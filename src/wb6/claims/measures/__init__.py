"""Measures that the tests of claims name, a module a topic; see `wb6.claims.registry`."""
