"""Hits to grounded text: answers, checks and drafts."""
