"""Bytes to text: UTF-8, then UTF-16 by its mark, then Windows-1252, or an error."""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from typing import IO

from dragoman.errors import InputError, Undecodable

_LOG = logging.getLogger(__name__)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BLOCK = 2**20
# Bytes that no text in Windows-1252 has: control characters and the five it leaves undefined.
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]")


def decode(content: bytes, name: str, declared: str | None = None) -> str:
    """Return the text of ``content``, without byte order mark.

    Args:
        content: the bytes of a file.
        name: what to call the file in the log, where a fallback is told.
        declared: encoding that the document itself claims, tried after UTF-8.

    Raises:
        InputError: binary, that is, with NUL bytes.
        Undecodable: in no encoding we try; the message lists them.
    """
    encoding = encoding_of(content, declared)
    if encoding not in ("utf-8-sig", "utf-16"):
        _LOG.warning("%s: not UTF-8, read as %s", name, encoding)
    return content.decode(encoding)


def encoding_of(content: bytes, declared: str | None = None) -> str:
    """Return the first encoding that ``content`` decodes in; raises as ``decode``."""
    if content.startswith(_UTF16):
        return _first(content, ("utf-16",))
    if b"\0" in content:
        raise InputError("binary, not text: it holds NUL bytes")
    tried = ("utf-8-sig", *((declared,) if declared and _is_known(declared) else ()))
    fallback = () if _NO_TEXT.search(content) else ("cp1252",)
    return _first(content, (*tried, *fallback))


def encoding_of_stream(stream: IO[bytes], name: str) -> str:
    """Return what ``encoding_of`` would for all bytes of a seekable stream, in little memory.

    ``stream`` is read from its start and left at any place; ``name`` as for ``decode``.
    """
    marked = next(_blocks(stream), b"").startswith(_UTF16)
    for block in () if marked else _blocks(stream):
        if b"\0" in block:
            raise InputError("binary, not text: it holds NUL bytes")
    wanted = "utf-16" if marked else "utf-8-sig"
    decoder = codecs.getincrementaldecoder(wanted)()
    try:
        for block in _blocks(stream):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        if marked or any(_NO_TEXT.search(block) for block in _blocks(stream)):
            raise Undecodable(f"wrong encoding: not text as {wanted.upper().removesuffix('-SIG')}") from error
        _LOG.warning("%s: not UTF-8, read as cp1252", name)
        return "cp1252"
    return wanted


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    stream.seek(0)
    return iter(lambda: stream.read(_BLOCK), b"")


def _first(content: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    line = content[: _bad_byte(content)].count(b"\n") + 1
    tried = "UTF-16" if encodings == ("utf-16",) else ", ".join(("UTF-8", *encodings[1:], *_missing(encodings)))
    raise Undecodable(f"wrong encoding: not text in any that was tried ({tried})", line)


def _missing(encodings: tuple[str, ...]) -> tuple[str, ...]:
    return () if "cp1252" in encodings else ("cp1252 without control characters",)


def _bad_byte(content: bytes) -> int:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _is_known(encoding: str) -> bool:
    try:
        return not codecs.lookup(encoding).name.startswith(("utf-16", "utf-32"))
    except LookupError:
        return False
