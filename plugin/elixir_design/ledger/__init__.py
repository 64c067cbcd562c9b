"""What stands: all logs folded in time order, as one value and as JSON."""
