"""One module a screen, each with ``routes``; ``app`` finds them by their being here."""
