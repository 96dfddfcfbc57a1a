"""The ladder: what goes up when, who answers, and urging before that.

``plan`` and ``definition`` say when, ``grounds`` what holds now, ``ladder`` who is asked,
``rules`` who may do what, ``queries`` what a page shows. Rows are written in ``work.actions``.
"""
