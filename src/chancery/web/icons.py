"""The icons that pages may use: Tabler's outline names in ``icons.txt``, one sprite at set-up.

To use another, add its name there and run ``./chancery`` again.
"""

from pathlib import Path

ICONS = frozenset(Path(__file__).with_name("icons.txt").read_text(encoding="ascii").split())
