"""The site handed to MkDocs. The only folder that imports MkDocs or Python-Markdown."""
