"""The HTTP API: what the pages do, for programs; no rule of the work lives here."""
