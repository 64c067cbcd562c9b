"""What people type, in the form in which the log keeps it."""

import pytest

from elixir_design.log.writing.input import clean, items_of, line_of, name_of, says_something


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  ETS  ", "ETS"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("trailing   \n  indented", "trailing\n  indented"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("bell\x07 and null\x00", "bell and null"),
        ("lone \ud800surrogate", "lone surrogate"),
        ("\ufeffmark", "mark"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_a_text_is_kept_without_what_files_and_terminals_cannot_hold(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "items"),
    [
        ("It is small.", ("It is small.",)),
        ("It is small.\n\nIt is fast.", ("It is small.", "It is fast.")),
        ("- small\n- fast", ("small", "fast")),
        ("1. small\n2. fast", ("small", "fast")),
        ("Two reasons:\n\n- small\n- fast", ("Two reasons:", "small", "fast")),
        ("- small\n- none\n- fast", ("small", "fast")),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |", ("| a | b |\n| --- | --- |\n| 1 | 2 |",)),
        ("# Heading\n\ntext", ("# Heading\n\ntext",)),
        ("> quoted\n> twice", ("> quoted\n> twice",)),
        ("[ref]: https://example.org\n\ntext", ("[ref]: https://example.org\n\ntext",)),
        ("none", ()),
        ("-", ()),
        (" \n ", ()),
    ],
)
def test_a_text_has_an_item_for_each_paragraph_and_list_item_unless_it_has_a_layout_of_its_own(typed, items):
    assert items_of(typed) == items


def test_a_line_is_a_text_without_its_line_breaks():
    assert line_of(" how agents\r\nlive \x07 and\tdie ") == "how agents live and die"


class TestNames:
    def test_a_name_is_one_line_without_the_marks_of_a_heading(self):
        assert name_of("## Billing\nCycle ##") == "Billing Cycle"

    @pytest.mark.parametrize("typed", ["", "##", "none", "-"])
    def test_it_says_something(self, typed):
        with pytest.raises(ValueError, match="at least one word"):
            name_of(typed)

    def test_it_is_not_longer_than_a_heading(self):
        assert name_of("ab" * 40) == "ab" * 40
        with pytest.raises(ValueError, match="at most 80 characters"):
            name_of("ab" * 41)


@pytest.mark.parametrize("typed", ["", "   ", "none", "-", "[what was decided]"])
def test_blanks_words_for_nothing_and_placeholders_say_nothing(typed):
    assert not says_something(typed)
    assert says_something("ETS")
