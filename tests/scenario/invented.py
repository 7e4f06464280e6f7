"""Random scenarios of a given seed, for comparisons."""

import random

from negotiable.terms.scenario import (
    AllOf,
    AnyOf,
    Choice,
    Formula,
    Holds,
    Impossible,
    Not,
    OneWay,
    Option,
    Party,
    Priority,
    Scenario,
)


def random_scenario(seed: int) -> Scenario:
    """2 to 4 parties, 2 to 6 options, impossible combinations, one-way moves, issues with one option at a time, joint options."""
    rng = random.Random(seed)
    parties = [f"p{k}" for k in range(rng.randint(2, 4))]
    choices = [_choice(rng, n, parties) for n in range(rng.randint(2, 3))]
    options = [option.id for choice in choices for option in choice.options]
    impossible = [Impossible(_all(_literals(rng, options, 2))) for _ in range(rng.choice([0, 0, 1, 2]))]
    priorities = [
        Priority(f"{party}-{n}", party, "wish", _formula(rng, options)) for party in parties for n in range(rng.randint(0, 5))
    ]
    return Scenario(
        title=f"random {seed}",
        parties=tuple(Party(party, party) for party in parties),
        choices=tuple(choices),
        impossible=tuple(impossible),
        priorities=tuple(priorities),
        listed=tuple(parties),
    )


def _choice(rng: random.Random, number: int, parties: list[str]) -> Choice:
    exclusive = rng.random() < 0.3
    size = rng.randint(2, 3) if exclusive else rng.randint(1, 2)
    together = tuple(rng.sample(parties, 2))
    shared = together if rng.random() < 0.1 else (rng.choice(parties),)
    options = [
        Option(
            f"i{number}.o{k}",
            f"o{number}{k}",
            shared if exclusive or rng.random() < 0.5 else (rng.choice(parties),),
            _one_way(rng),
        )
        for k in range(size)
    ]
    return Choice(f"i{number}", f"Issue {number}", tuple(options), exclusive)


def _one_way(rng: random.Random) -> OneWay | None:
    return rng.choice(("on", "off")) if rng.random() < 0.25 else None


def _literals(rng: random.Random, options: list[str], most: int) -> list[Formula]:
    picked = rng.sample(options, min(len(options), rng.randint(1, most)))
    return [Holds(option) if rng.random() < 0.5 else Not(Holds(option)) for option in picked]


def _formula(rng: random.Random, options: list[str]) -> Formula:
    if rng.random() < 0.6:
        return _all(_literals(rng, options, 3))
    return AnyOf(tuple(_all(_literals(rng, options, 2)) for _ in range(2)))


def _all(parts: list[Formula]) -> Formula:
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))
