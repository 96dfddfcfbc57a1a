"""Reviews as rounds: whom to ask, what they said, what was decided, and the figures of it."""
