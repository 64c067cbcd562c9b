"""What can be decided: dimensions and options as data, matching of free text, findings of the reports."""
