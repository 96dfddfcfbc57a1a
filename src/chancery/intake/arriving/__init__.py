"""Long scans: taken in at once, read while nobody waits (decision 14).

A row tells how far each is; its bytes lie beside the file store until it is read. Whoever reads
claims the row first and keeps the claim alive: a killed process loses nothing, because the next one
takes a stale claim over, and a document is made in the transaction that ends the claim, so that
none is made twice.
"""
