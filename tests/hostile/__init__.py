"""Hostile files, made by generators, each kind with the answer it must get; `python -m tests.hostile` tells them."""
