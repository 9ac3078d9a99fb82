"""Forms of names: what transliterations share, and by which words a person is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.actors.forms import bearing, is_exact, keys_of, person_names, short_names, skeleton

SAME = [("kutchma", "kuchma"), ("tudjman", "tudman"), ("schroeder", "schroder"), ("qaddafi", "kaddafi"),
        ("sleiman", "suleiman"), ("chevardnadze", "shevardnadze"), ("yanukovych", "yanukovich")]
OTHER = [("bush", "blair"), ("major", "merkel"), ("kohl", "kim"), ("rabin", "peres"), ("chirac", "jospin")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_names_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_no_skeleton_is_empty(key: str) -> None:
    assert skeleton(key)


@pytest.mark.parametrize(("name", "country", "short"), [
    ("Angela Merkel", "DEU", ["Merkel"]), ("Wang Yi", "CHN", ["Wang"]),
    ("Jan van Eyken", "NLD", ["Eyken", "van Eyken"]),
    ("Lula", "BRA", []), ("Adel al-Jubeir", "SAU", ["al-Jubeir", "Jubeir"]),
])
def test_surnames(name: str, country: str, short: list[str]) -> None:
    assert short_names(name, country) == short


def test_forms_of_a_full_name() -> None:
    assert person_names("Gen. John R. Allen") == ["John R. Allen", "John Allen"]
    assert keys_of(["WHO", "The Who Ltd"], {}) == "!who|who ltd"
    assert is_exact("UN")
    assert not is_exact("Nato")
    assert bearing("ana lula da silva") == " ".join(sorted(skeleton(word) for word in ("ana", "lula", "silva")))
