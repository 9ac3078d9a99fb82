"""Who may ask: this machine's browser, with this start's token, from our own pages.

A local server is open to every page that the browser has open and to every program of
every user of the machine. So: the host's name must be the loopback's own (no DNS
rebinding), a token is asked for once and kept in a cookie that other sites' requests do
not carry, changes are taken only from our own pages with a token of their own, and our
pages may load nothing from elsewhere and run no script but ours.
"""

from __future__ import annotations

import hashlib
import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SHORTEST_TOKEN = 16
HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
CSRF_HEADER = "x-csrf-token"
CSRF_FIELD = "csrf"
"""Parameter of the address that carries the token of a form; ``pages`` puts it there."""

HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                               "object-src 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def cookie_name(token: str) -> str:
    """Return a cookie's name for one start: cookies do not tell ports of one host apart."""
    return f"dragoman-{hashlib.sha256(token.encode()).hexdigest()[:8]}"


def cookie_value(token: str) -> str:
    """Return what the cookie holds: proof of the token, not the token itself."""
    return _mac(token, "cookie")


def csrf_token(token: str) -> str:
    """Return what every form and every changing request must carry."""
    return _mac(token, "csrf")


def _mac(token: str, purpose: str) -> str:
    return hmac.new(token.encode(), purpose.encode(), hashlib.sha256).hexdigest()


class Guard:
    """Middleware that refuses what does not come from our own pages, and puts HEADERS on every answer."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        """Guard ``app`` with the token of this start."""
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = self._refusal(scope)
        await (answer or self._app)(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        """Return the answer to who may not pass, or to who has just shown the token."""
        headers = Headers(scope=scope)
        if _host(headers.get("host", "")) not in HOSTS:
            return PlainTextResponse("This workbench answers on this machine only.", 421)
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if scope["method"] in _SAFE and "token" in dict(query):
            return self._welcome(scope, query)
        if not hmac.compare_digest(self._cookie(headers), cookie_value(self._token).encode()):
            return PlainTextResponse("Open the address that `dragoman serve` printed: it has the token.", 403)
        if scope["method"] not in _SAFE and not self._is_ours(headers, dict(query)):
            return PlainTextResponse("This change does not come from a page of this workbench.", 403)
        return None

    def _welcome(self, scope: Scope, query: list[tuple[str, str]]) -> Response:
        """Give the cookie to who brings the right token, and take the token out of the address."""
        if not hmac.compare_digest(dict(query)["token"].encode(), self._token.encode()):
            return PlainTextResponse("This token is not of this start of the workbench.", 403)
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        place = "/" + quote(scope["path"]).lstrip("/")
        answer = RedirectResponse(f"{place}?{rest}" if rest else place, 303)
        answer.set_cookie(cookie_name(self._token), cookie_value(self._token), httponly=True, samesite="strict")
        answer.headers["cache-control"] = "no-store"
        return answer

    def _cookie(self, headers: Headers) -> bytes:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(cookie_name(self._token))
        except CookieError:
            return b""
        return found.value.encode() if found is not None else b""

    def _is_ours(self, headers: Headers, query: dict[str, str]) -> bool:
        given = headers.get(CSRF_HEADER) or query.get(CSRF_FIELD, "")
        return _is_same_origin(headers) and hmac.compare_digest(given.encode(), csrf_token(self._token).encode())


def _is_same_origin(headers: Headers) -> bool:
    """Tell whether a request comes from our own pages.

    Browsers send ``Origin: null`` with forms of pages without referrer; then only what
    no page can forge counts.
    """
    origin = headers.get("origin", "null")
    if origin == "null":
        return headers.get("sec-fetch-site") == "same-origin"
    return origin == f"http://{headers.get('host', '')}"


def _host(value: str) -> str:
    """Return the name in a ``Host`` header, without port and brackets."""
    return value[1:].partition("]")[0] if value.startswith("[") else value.partition(":")[0].lower()


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
        await send(message)
    return sending
