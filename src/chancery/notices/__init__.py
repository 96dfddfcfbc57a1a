"""The outbox: notices to people, and their delivery by e-mail."""
