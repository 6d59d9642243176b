"""Intake: where facts enter. Activities are recorded, corrected and voided; unit reports are filed and withdrawn."""
