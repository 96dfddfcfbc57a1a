"""Addresses, one module per area; ``chancery.web.urls`` puts them together."""
