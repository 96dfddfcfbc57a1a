"""Measures: how commitments are delivered, how fast units answer, how often dates are moved.

Every figure is the number of rows of a queryset that its page can open.
"""
