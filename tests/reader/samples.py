"""Small files made for the tests: DOCX by python-docx or from bare XML, PDF written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PREFIXES = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def paragraph(text: str, properties: str = "") -> str:
    """XML of one paragraph."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def docx(body: str, **parts: str) -> bytes:
    """A DOCX of bare XML; ``parts`` by kind (header, footnotes, numbering, styles, comments)."""
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for kind in parts
    )
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}'
        "</Relationships>",
        "word/document.xml": f"<w:document {_PREFIXES}><w:body>{body}</w:body></w:document>",
    }
    roots = {"header": "hdr", "footer": "ftr"}
    for kind, inner in parts.items():
        root = roots.get(kind, kind)
        files[f"word/{kind}.xml"] = f"<w:{root} {_PREFIXES}>{inner}</w:{root}>"
    return packed(files)


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return held.getvalue()


def pdf(
    pages: Sequence[Sequence[tuple[float, float, str]]],
    *,
    stamp: str = "",
    encrypted: bool = False,
    title: str = "",
) -> bytes:
    """A PDF whose pages hold lines (left, height, text) set in 12 point, each letter 6 wide.

    The font names its letters through a ToUnicode table, as Word and browsers do for Vietnamese.
    """
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (6 + 2 * n) for n in range(len(pages)))),
        (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Sample /Encoding /Identity-H "
            b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
        ),
        (
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sample /DW 500 /CIDSystemInfo "
            b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        ),
        _stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange "
            b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"
        ),
    ]
    note = f"/Annots [{_note(stamp)}]".encode() if stamp else b""
    for number, lines in enumerate(pages):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> %s >>" % (7 + 2 * number, note),
            _stream(b"\n".join(_shown(*line) for line in lines)),
        ]
    extra = b""
    if encrypted:
        extra = (
            b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]"
            % (
                b"61" * 32,
                b"62" * 32,
            )
        )
    if title:
        objects.append(b"<< /Title <FEFF%s> >>" % title.encode("utf-16-be").hex().encode())
        extra += b"/Info %d 0 R" % len(objects)
    return _written(objects, extra)


def _note(text: str) -> str:
    contents = text.encode("utf-16-be").hex()
    return f"<< /Type /Annot /Subtype /Stamp /Rect [10 10 90 40] /Contents <FEFF{contents}> >>"


def _shown(left: float, height: float, text: str) -> bytes:
    codes = text.encode("utf-16-be").hex()
    return f"BT /F 12 Tf {left} {height} Td <{codes}> Tj ET".encode()


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _written(objects: list[bytes], extra: bytes) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R %s >>\n"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            extra,
        )
        + b"startxref\n%d\n%%%%EOF\n" % len(out)
    )
