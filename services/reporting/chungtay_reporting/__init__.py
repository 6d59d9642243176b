"""Figures, the consolidated report, seals and their proof."""
