"""From a report to its reading: sentences, quotations and drafts of events."""
