"""What each screen shows, as frozen data made from an open store; no HTML here."""
