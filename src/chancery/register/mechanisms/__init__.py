"""Mechanisms of cooperation: when a session is due, who holds which role, what is put forward."""
