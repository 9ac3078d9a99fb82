"""How much may be sent: nobody fills the disk or the memory by a request without an end."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 2 * 2**20
"""Of the body of a request: more than any form needs."""


class Limit:
    """Middleware that answers 413 to bodies that are too long, also where they do not say how long they are."""

    def __init__(self, app: ASGIApp, most: Mapping[str, int]) -> None:
        """Let ``app`` read MOST_BYTES a request, or as many as ``most`` says for its path."""
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; reading on where the bound is passed raises HTTPException."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most, taken = self._most.get(scope["path"], MOST_BYTES), 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise HTTPException(413, f"that is more than {most // 2**20} MB at once")
            return message
        await self._app(scope, counted, send)
