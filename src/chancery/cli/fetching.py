"""A web page or file by its address, for ``chancery add``."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from http.client import HTTPException, HTTPResponse
from urllib.parse import unquote, urlsplit

from chancery import __version__
from chancery.lib.errors import ChanceryError
from chancery.lib.limits import UPLOAD, from_environment

SECONDS = 30
SECONDS_IN_ALL = 120
_PIECE = 256 * 1024
_ENDINGS = {
    "text/html": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "message/rfc822": ".eml",
}


class FetchError(ChanceryError):
    """The address could not be read."""


def is_address(source: str) -> bool:
    """True for http and https addresses; anything else is a path."""
    return source.lower().startswith(("http://", "https://"))


def fetch(address: str) -> tuple[bytes, str, str]:
    """Bytes, a file name, and the final address after redirects."""
    limit = from_environment().file_bytes
    try:
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            address, headers={"User-Agent": f"Chancery/{__version__}"}
        )
        with urllib.request.urlopen(request, timeout=SECONDS) as reply:  # noqa: S310
            data = _read(reply, limit + 1)
            final = reply.geturl()
            media_type = reply.headers.get_content_type()
    except urllib.error.HTTPError as error:
        raise FetchError(f"the server answered {error.code} {error.reason}") from error
    except (OSError, ValueError, HTTPException) as error:
        raise FetchError(f"cannot be reached: {error}. Save the page and add the file") from error
    if len(data) > limit:
        most = f"{limit // 1024 // 1024} MB"
        raise FetchError(f"larger than {most}: save it and add a part, or let {UPLOAD} be raised")
    if not is_address(final):
        raise FetchError("the server sent us to an address that is not on the web")
    return data, _name(final, media_type), final


def _read(reply: HTTPResponse, most: int) -> bytes:
    """At most so many bytes; a server that sends them drop by drop is given up in the end."""
    end = time.monotonic() + SECONDS_IN_ALL
    pieces, length = [], 0
    while length < most and (piece := reply.read1(min(_PIECE, most - length))):
        pieces.append(piece)
        length += len(piece)
        if time.monotonic() > end:
            raise TimeoutError(f"it took longer than {SECONDS_IN_ALL} seconds")
    return b"".join(pieces)


def _name(address: str, media_type: str) -> str:
    parts = urlsplit(address)
    name = unquote(parts.path.rstrip("/").rsplit("/", 1)[-1]) or parts.hostname or "page"
    ending = _ENDINGS.get(media_type, "")
    return name if not ending or name.lower().endswith(ending) else name + ending
