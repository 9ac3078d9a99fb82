"""First step: bytes to ``Report``. ``read`` takes files, folders and ``-``.

One module a kind of input (``text``, ``html``, ``jsonl``, ``tabular``) yields
``Located`` reports; ``rows`` maps columns to a report's fields; ``published``
understands dates; ``encoding`` turns bytes into text and says how; ``files``
walks folders and bounds what is decompressed; ``arrivals`` tells what is new in
them; ``duplicates`` lets every report through once. What cannot be read becomes a ``Skipped`` and the rest goes on.
"""

from dragoman.ingest.duplicates import fingerprint
from dragoman.ingest.read import read
from dragoman.ingest.skipped import Kind, Skipped

__all__ = ["Kind", "Skipped", "fingerprint", "read"]
