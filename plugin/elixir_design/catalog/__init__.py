"""What can be decided: dimensions and options as data, matching of free text to options, findings of the reports."""
