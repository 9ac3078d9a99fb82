from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.page.marks import KINDS, Mark, Piece, paragraphs

TEXT = "Rebels seized the port.\n\n The mayor fled."


def _kinds(pieces: tuple[Piece, ...]) -> list[tuple[str, tuple[tuple[str, tuple[int, ...]], ...]]]:
    return [(piece.text, piece.kinds) for piece in pieces]


def test_a_text_without_marks_is_one_piece_a_paragraph() -> None:
    assert [_kinds(pieces) for pieces in paragraphs(TEXT, [])] == [
        [("Rebels seized the port.", ())], [("The mayor fled.", ())]]


def test_blank_text_has_no_paragraph() -> None:
    assert paragraphs(" \n\n ", []) == ()


def test_marks_that_overlap_are_cut_at_each_others_edges() -> None:
    first, _ = paragraphs(TEXT, [Mark(0, 13, "actor", 1), Mark(7, 22, "place", 2)])
    assert _kinds(first) == [
        ("Rebels ", (("actor", (1,)),)), ("seized", (("actor", (1,)), ("place", (2,)))),
        (" the port", (("place", (2,)),)), (".", ())]


def test_one_passage_in_two_parts_keeps_both_in_the_order_of_kinds() -> None:
    (piece, *_), _ = paragraphs(TEXT, [Mark(0, 6, "recipient", 2), Mark(0, 6, "actor", 1), Mark(0, 6, "actor", 3)])
    assert piece.kinds == (("actor", (1, 3)), ("recipient", (2,)))


def test_a_number_follows_the_last_piece_of_its_trigger() -> None:
    first, _ = paragraphs(TEXT, [Mark(7, 17, "trigger", 1), Mark(7, 13, "trigger", 2), Mark(14, 22, "recipient", 1)])
    assert [(piece.text, piece.ends) for piece in first if piece.ends] == [("seized", (2,)), ("the", (1,))]


def test_a_mark_over_a_paragraphs_edge_shows_in_both() -> None:
    first, second = paragraphs(TEXT, [Mark(18, 29, "term", 1)])
    assert [pieces.text for pieces in (*first, *second) if pieces.kinds] == ["port.", "The"]


@given(st.text(alphabet="ab \n.", max_size=60), st.data())
def test_no_letter_is_lost_doubled_or_moved(text: str, data: st.DataObject) -> None:
    offsets = st.integers(0, len(text))
    edges = data.draw(st.lists(st.tuples(offsets, offsets, st.sampled_from(KINDS), st.integers(1, 4)), max_size=12))
    marks = [Mark(min(a, b), max(a, b), kind, event) for a, b, kind, event in edges if a != b]
    shown = "".join(piece.text for pieces in paragraphs(text, marks) for piece in pieces)
    assert "".join(shown.split()) == "".join(text.split())
