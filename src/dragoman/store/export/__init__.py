"""Files for others: one module a format. Each is a pure reading of the store."""
