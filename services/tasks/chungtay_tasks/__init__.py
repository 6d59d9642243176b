"""Plans, campaigns, duties and deadlines: what was asked of whom, until when, and how it stands."""
