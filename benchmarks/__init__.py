"""Measured against peers and floors in one run; `make bench` writes RESULTS.md."""
