"""What can go wrong with a store itself; what is wrong with a file is an InputError."""

from chancery.economy.errors import EconomyError


class StoreError(EconomyError):
    """The folder is no store, cannot be written, or somebody else writes to it."""
