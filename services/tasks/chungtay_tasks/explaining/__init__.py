"""Deadlines explained: the rule in words, where the plan says so, the instants it comes to, and what follows."""
