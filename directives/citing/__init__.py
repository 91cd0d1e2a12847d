"""Mentions of other documents in a text, their relation to it, and what they resolve to."""
