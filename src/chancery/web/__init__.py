"""Pages: parse, check access, call one action or query, render. HTML first; HTMX swaps a part."""
