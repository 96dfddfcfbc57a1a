"""The root of every error of ours."""


class ChanceryError(Exception):
    """Something a person can act on: the message names the thing, the cause and the remedy."""
