"""Tables of coded sentences, the scores made from them, and PLOVER's roots."""

from pathlib import Path

import pytest

from negotiable.coding.acts_table import conflict, macro_f1, read_rows
from negotiable.coding.lexicon import read
from negotiable.coding.plover import folded, quad, root_of, roots
from negotiable.errors import BadTable

HEAD = "uid\tsentence\tsource\ttarget\tgold_root\n"
ROW = "a1\tOstrel scolded Tovik.\tOstrel\tTovik\tACCUSE\n"


def table(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "gold.tsv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_rows_are_read_by_the_names_of_their_columns(tmp_path: Path) -> None:
    (row,) = read_rows(table(tmp_path, HEAD + ROW))
    assert (row.uid, row.source, row.target, row.root) == ("a1", "Ostrel", "Tovik", "ACCUSE")
    rows = read_rows(table(tmp_path, "\tsource\ttarget\tsentence\n7\tx\ty\tz\n8\tx\ty\tz\n"))
    assert [(row.uid, row.root) for row in rows] == [("0", None), ("1", None)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", ":1: no column sentence, source, target"),
        ("uid,sentence,source,target\n", ":1: no column sentence"),
        (HEAD, "no rows"),
        (HEAD + ROW + ROW, ":3: the uid 'a1' is already used on line 2"),
        (HEAD + "a1\tOstrel scolded Tovik.\n", ":2: not as many fields"),
        (HEAD + ROW.replace("\n", "\tx\n"), ":2: not as many fields"),
        (HEAD + ROW.replace("ACCUSE", "GRUMBLE"), ":2: 'GRUMBLE' in gold_root"),
        (b"\xff\xfe\x00", "not in UTF-8"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(tmp_path: Path, text: str | bytes, says: str) -> None:
    path = table(tmp_path, text)
    with pytest.raises(BadTable) as caught:
        read_rows(path)
    assert str(caught.value).startswith(str(path)) and says in str(caught.value)


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="No such file"):
        read_rows(tmp_path / "none.tsv")


def test_macro_f1_by_hand() -> None:
    coded = ["AGREE", "AGREE", "CONCEDE", "ACCUSE"]
    told = ["AGREE", "REJECT", "RETREAT", "ACCUSE"]
    # AGREE 2/3, YIELD 1, ACCUSE 1, REJECT 0
    assert macro_f1(coded, told) == pytest.approx((2 / 3 + 1 + 1 + 0) / 4)
    # quad 1: 2/3; quad 2: 1; quad 3: one of one right, two told: 2/3
    assert macro_f1(coded, told, quad) == pytest.approx((2 / 3 + 1 + 2 / 3) / 3)
    assert macro_f1(["AGREE", "ACCUSE"], [None, "ACCUSE"]) == pytest.approx((0 + 1) / 2)
    assert macro_f1(coded, told, conflict) == pytest.approx((4 / 5 + 2 / 3) / 2)


def test_roots_and_the_choices_made() -> None:
    assert len(roots()) == 16 and {quad(root) for root in roots()} == {1, 2, 3, 4}
    assert (quad("SANCTION"), quad("CONCEDE"), quad("YIELD")) == (4, 1, 2)
    assert (root_of("fight"), root_of(" Demand "), root_of("yield"), root_of("PRAISE")) == ("ASSAULT", "REQUEST", "YIELD", None)
    assert folded("RETREAT") == folded("CONCEDE") == "YIELD"
    assert all(set(quirk) == {"about", "differ", "here"} for quirk in read("plover")["quirks"])
