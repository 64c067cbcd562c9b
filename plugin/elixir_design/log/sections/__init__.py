"""A log as a tree of headings, each with the labelled fields below it, and the options among these."""
