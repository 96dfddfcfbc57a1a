"""Where the real data and development texts stand: beside the checkout, never inside it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(),
    reason=f"real data is absent: put the folder 'shared' beside the checkout, at {SHARED}",
)
