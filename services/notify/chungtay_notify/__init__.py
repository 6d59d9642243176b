"""Notify: the coordinator's hand. Alerts that reach the right unit once, and a ledger of every attempt."""
