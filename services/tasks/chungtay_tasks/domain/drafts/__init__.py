"""Campaigns under review: from a reading, an amendment or last year's campaign to what can be published. All pure."""
