"""One entry, read: its choices, reasons, status, and what it says of other entries."""
