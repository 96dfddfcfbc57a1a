"""The store of trade figures."""
