"""The closer look at a statement: what the encoder is given, and how what it says is weighed."""

import numpy as np
from coding.invented import reading

from negotiable.coding.closer import closer, passage
from negotiable.coding.context import Context
from negotiable.coding.leanings import STANCES, mixed
from negotiable.coding.stance import signs_of

SAID = ("tovik", "said", "Belmark never told Arrun of the ferries, and Veld knew")
TEXT = f"The sea was calm. On Monday in Port Elm Ana Tovik {SAID[1]} {SAID[2]}. Nobody answered."


def test_the_encoder_is_given_the_sentence_without_a_name() -> None:
    context = Context(reading(TEXT, SAID))
    found = passage(context, context.reading.attributions[0], closer().cutter)
    told = {piece for piece in found.ids if piece != closer().cutter.mask}
    for name in ("Ana Tovik", "Belmark", "Arrun", "Veld", "Monday", "Port Elm"):
        assert told.isdisjoint(piece for piece, _, _ in closer().cutter.pieces(name, 0, len(name)))
    for word in ("never told", "of the ferries", "knew", "said"):
        assert told.issuperset(piece for piece, _, _ in closer().cutter.pieces(word, 0, len(word)))
    assert told.isdisjoint(piece for piece, _, _ in closer().cutter.pieces("calm answered", 0, 13))
    assert {3 * 1 + 1, 3 * 1 + 2} <= set(found.roles)  # in the content: the speaker's own side, and another


def test_other_names_change_nothing() -> None:
    looks = []
    for port in ("Port Elm", "Zwyrkogowice"):
        context = Context(reading(TEXT.replace("Port Elm", port), SAID))
        looks.append(passage(context, context.reading.attributions[0], closer().cutter))
    assert looks[0] == looks[1]


def test_a_long_statement_is_read_in_part() -> None:
    long = "the harbour " * 200
    context = Context(reading(f"{TEXT} Ana Tovik said {long}.", ("tovik", "said", long.strip())))
    one = context.reading.attributions[0]
    found = passage(context, one, closer().cutter)
    assert len(found.ids) == len(found.roles) == len(found.features) <= 98
    logits = closer().logits(context, one, signs_of(context, one, None))
    assert logits.shape == (len(STANCES),)
    assert np.isfinite(logits).all()


def test_what_is_told_moves_the_shares_by_its_weight() -> None:
    shares = np.array([0.4, 0.3, 0.3, 0, 0, 0, 0, 0], np.float32)
    told = np.array([0, 5, 0, 0, 0, 0, 0, 0], np.float32)
    assert mixed(shares, told, 0.0).argmax() == 0
    found = mixed(shares, told, 0.5)
    assert found.argmax() == 1
    assert abs(float(found.sum()) - 1) < 1e-5
