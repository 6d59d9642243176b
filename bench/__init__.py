"""`make bench`: what the product does beside the raw limit of the same machine, measured in the same run."""
