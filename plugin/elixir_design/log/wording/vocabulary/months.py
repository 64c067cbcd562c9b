"""Names of months, with their number."""

from __future__ import annotations

_NAMES = (
    "january jan januar j\u00e4nner janvier janv enero ene janeiro gennaio",
    "february feb februar f\u00e9vrier f\u00e9vr febrero fevereiro febbraio",
    "march mar m\u00e4rz m\u00e4r mars marzo mar\u00e7o",
    "april apr avril avr abril aprile",
    "may mai mayo maio maggio",
    "june jun juni juin junio junho giugno",
    "july jul juli juillet juil julio julho luglio",
    "august aug ao\u00fbt agosto",
    "september sep sept septembre septiembre setembro settembre",
    "october oct oktober okt octobre octubre outubro ottobre",
    "november nov novembre noviembre novembro",
    "december dec dezember dez d\u00e9cembre d\u00e9c diciembre dezembro dicembre",
)

DAY_FIRST = ("data", "fecha", "datum", "дата", "giorno", "tag", "jour", "dia", "día")
"""Labels of a date in languages that write the day first."""

MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
"""Lower-case names and their abbreviations; a name that two languages share means the same month in both."""
