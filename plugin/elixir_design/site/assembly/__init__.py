"""From the sources to the whole site, made again only where something changed."""
