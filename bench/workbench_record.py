"""A record of generated statements with reviews, as the workbench is timed on."""

from random import Random

from negotiable.coding.codebook import load
from negotiable.record import Record, pairs
from negotiable.record.codings import append
from negotiable.record.steps import step
from negotiable.terms import Actor, CodedReading, Conflict, Report, Statement

WORDS = "river border talks valley wage port grain pipe road school tariff truce envoy convoy border mayor union council".split()
STANCES = ("support", "oppose", "demand", "offer", "refuse", "conditional", "assessment", "none")
EACH = 20  # statements a report
OFTEN = 12  # one report in so many has a statement by the first speaker
FOLLOWED = 10  # one review in so many is made with its pairs, which take most of the time
_SAID = ({"review": "accepted"}, {"review": "rejected"}, {"stance": "refuse"}, {"firmness": "demand"})
_AGREED = (*[{"review": "accepted"}] * 6, *_SAID[1:], {"issue": "ceasefire"}, {"speaker": None})


def generated(n: int, random: Random, issues: list[str]) -> CodedReading:
    """A report of twenty statements by people of a hundred sides."""
    parts, statements, cast = [], [], {}
    at = 0
    for k in range(EACH):
        who = random.randrange(2000) if k or n % OFTEN else 0
        name, words = f"Speaker {who}", " ".join(random.choices(WORDS, k=14)) + f" {n}-{k}"
        cast[f"a{who}"] = Actor(f"a{who}", name, "person", "envoy", f"Side {who % 100}")
        line = f"{name} said {words}.\n"
        start = at + len(name) + 6
        codes = {"issue": random.choice(issues), "stance": random.choice(STANCES), "confidence": random.random()}
        statements.append(Statement(f"s{k}", (), (), ((start, start + len(words)),), speaker=f"a{who}", **codes))
        parts.append(line)
        at += len(line)
    day = f"20{31 + n % 5}-{1 + n % 12:02}-{1 + n % 28:02}"
    report = Report(f"r{n}.txt", "".join(parts), f"Report {n}", f"Outlet {n % 30}", None, day)
    pairs = [(random.randrange(EACH // 2), random.randrange(EACH // 2, EACH)) for _ in range(EACH // 2)]
    conflicts = tuple(
        Conflict((f"s{a}", f"s{b}"), statements[a].issue, "generated", round(random.random(), 3)) for a, b in dict.fromkeys(pairs)
    )
    return CodedReading(report, "talks@2.0", tuple(cast.values()), tuple(statements), conflicts=conflicts)


def fill(path: str, statements: int) -> None:
    random, issues = Random(1), [issue.id for issue in load().codes]
    with Record(path, create=True) as record:
        record.connection.execute("PRAGMA synchronous = OFF")
        record.connection.execute("BEGIN")
        for n in range(statements // EACH):
            record.add(generated(n, random, issues), "bench")
        record.connection.execute("COMMIT")


def review(path: str, statements: int) -> None:
    """A fifth is reviewed, the least certain first and some by chance; a quarter of that by two people."""
    random = Random(2)
    with Record(path) as record:
        query = "SELECT id FROM statement WHERE live = 1 ORDER BY {} LIMIT ?"
        rows = [*record.connection.execute(query.format("confidence"), (statements * 19 // 100,))]
        rows += record.connection.execute(query.format("id"), (statements // 100,))
        record.connection.execute("BEGIN")
        for n, (identifier,) in enumerate(rows):
            for coder in ("person:Ann", "person:Ben")[: 2 if n % 4 == 0 else 1]:
                said = random.choice(_SAID)
                with step(record, coder):
                    append(record.connection, identifier, coder, said)
                    if n % FOLLOWED == 0:
                        pairs.follow_ids(record.connection, [identifier])
        record.connection.execute("COMMIT")


def code_doubly(path: str, statements: int) -> None:
    """Two people code until so many statements have both; they agree on most."""
    random = Random(3)
    with Record(path) as record:
        coded = "SELECT statement FROM opinion GROUP BY statement HAVING count(*) > 1"
        (done,) = record.connection.execute(f"SELECT count(*) FROM ({coded})").fetchone()
        rows = record.connection.execute(
            f"SELECT id FROM statement WHERE live = 1 AND n NOT IN ({coded}) ORDER BY n LIMIT ?", (max(0, statements - done),)
        ).fetchall()
        record.connection.execute("BEGIN")
        for (identifier,) in rows:
            for coder in ("person:Ann", "person:Ben"):
                append(record.connection, identifier, coder, random.choice(_AGREED))
        record.connection.execute("COMMIT")
