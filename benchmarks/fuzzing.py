"""Fuzz the reader and its formats, guided by coverage: python -m benchmarks.fuzzing WHAT [SECONDS]

WHAT is ``read`` (any text) or ``extract`` (any bytes). Needs ``pip install atheris`` in an environment
of its own, which is no dependency of the product; the findings of ``read`` must reproduce from the
text, ``extract`` must end in text or in FormatError. Ends with how many inputs were tried.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

SECONDS = 60
WORDS = (
    "Bộ Ngoại giao", "giao", "chủ trì", "phối hợp với", "trước ngày 30/6/2026", "hai bên nhất trí",
    "cam kết", "đề nghị", "cần", "Thứ nhất", "a)", "1.", "- ", ";", "triệu USD", "quý IV/2026",
    "The two sides agreed to", "by the end of 2027", "within 60 days of", "shall", "\u00a0", "\n", "|",
)  # fmt: skip


def main(what: str, seconds: int) -> None:
    """Fuzz until the time is over; atheris ends the process itself."""
    try:
        import atheris  # type: ignore[import-untyped]  # noqa: PLC0415 - no dependency of ours
    except ImportError:
        sys.exit("atheris is absent: pip install atheris, in an environment of its own")
    with atheris.instrument_imports(include=["chancery.reader"]):
        import chancery.reader.formats  # noqa: PLC0415

        for module in iter_modules(chancery.reader.formats.__path__, "chancery.reader.formats."):
            import_module(module.name)
    targets = {"read": _read, "extract": _extract}

    def one(data: bytes) -> None:
        targets[what](atheris.FuzzedDataProvider(data))

    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-timeout=20", "-max_len=4096"], one)
    atheris.Fuzz()


def _read(data: Any) -> None:
    from chancery.reader import read  # noqa: PLC0415 - instrumented above

    pieces: list[str] = []
    while data.remaining_bytes() > 1 and len(pieces) < 200:
        known = data.ConsumeBool()
        pieces.append(data.PickValueInList(list(WORDS)) if known else data.ConsumeUnicode(12))
    text = " ".join(pieces)
    for finding in read(text).findings:
        assert text[finding.start : finding.end] == finding.quote, (text, finding)


def _extract(data: Any) -> None:
    from chancery.reader.formats import FormatError, extract  # noqa: PLC0415

    name = data.PickValueInList(["a.txt", "a.html", "a.docx", "a.pdf", "a.eml", "a"])
    try:
        extract(data.ConsumeBytes(4096), name)
    except FormatError:
        return


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else SECONDS)
