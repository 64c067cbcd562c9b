"""What the decisions mean: supervision tree, modules, types, behaviours, libraries, and their drawings."""
