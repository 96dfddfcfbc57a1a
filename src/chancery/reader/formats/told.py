"""What is told, and kept, of how a text was taken out of its file."""

from __future__ import annotations

from typing import Any

from chancery.reader.formats.model import Extracted


def told_of(extracted: Extracted) -> dict[str, Any]:
    """Encoding, warnings, and for each page that was a picture how sure its words are; as JSON.

    ``doubts`` are the words recognised with less than 70 of 100: ``[start, end, confidence]``.
    """
    return {
        "encoding": extracted.encoding,
        "warnings": list(extracted.warnings),
        "recognised": [
            {
                "page": page.page,
                "confidence": page.confidence,
                "turned": page.turned,
                "doubts": [[doubt.start, doubt.end, doubt.confidence] for doubt in page.doubts],
            }
            for page in extracted.recognised
        ],
    }
