"""The report page: one report and its events side by side, as one HTML file.

``marks`` cuts the text where marks begin and end, ``lines`` says each record in
words, ``render`` puts both into ``report.html`` with ``page.css``. The page needs
no script and asks nothing of the network; it can be mailed, archived or printed.
"""

from dragoman.page.render import render

__all__ = ["render"]
