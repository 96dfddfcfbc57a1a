"""Agreements, commitments, requests and obstacles."""
