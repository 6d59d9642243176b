"""The decisions of tasks: pure functions from what stands, what is asked and what time it is to events or a Refusal."""
