"""What the words of a log mean, as data.

Logs are read by the meaning of their labels, not by where these stand or how they are set. To teach the
reader another wording, add it here. Words are compared without case, accents' composition, punctuation,
emoji and hyphens, and without the qualifiers in ``labels.QUALIFIERS``.

``roles`` says what a label can introduce, ``labels`` by which words. ``headings``, ``verdicts``,
``sentences``, ``items``, ``front_matter`` and ``months`` hold the words of headings, statuses, prose,
lists,
front matter and days.
"""
