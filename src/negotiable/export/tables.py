"""The tables of a record, as rows for spreadsheets, data frames and JSON."""

from collections.abc import Iterator
from typing import Any

from negotiable.record import Record

_QUERIES = {
    "statements": "SELECT * FROM statements ORDER BY day, id",
    "positions": "SELECT * FROM positions",
    "events": "SELECT * FROM events ORDER BY date, id",
    "conflicts": "SELECT * FROM conflicts ORDER BY published, statement, other_statement",
    "wordings": "SELECT * FROM wordings ORDER BY statement, published, report",
    "codings": "SELECT * FROM codings ORDER BY n",
    "reports": "SELECT r.id, r.title, r.outlet, r.published, r.url, r.language, first.id AS copy_of, r.codebook, r.read_at, "
    "(SELECT group_concat(location, ' | ') FROM place p WHERE p.report = r.n) AS locations "
    "FROM report r LEFT JOIN report first ON first.n = r.copy_of ORDER BY r.published, r.id",
    "actors": "SELECT lead.key, lead.name, lead.kind, group_concat(DISTINCT c.party) AS parties, "
    "group_concat(DISTINCT c.role) AS roles, count(DISTINCT c.report) AS reports "
    "FROM actor own JOIN actor lead ON lead.n = own.lead JOIN cast c ON c.actor = own.n GROUP BY lead.n ORDER BY lead.key",
    "rejected": "SELECT location, reason, rejected_at FROM rejection ORDER BY location",
}
NAMES = tuple(_QUERIES)
"""What `rows` can give."""

ABOUT = {
    "statements": "Everything that was said, one row a statement; offsets count code points of the report's text.",
    "positions": "How often each side took each stance on each issue, with the first and the last day.",
    "events": "What happened, goes on or is planned, as reported.",
    "conflicts": "Pairs of statements that contradict each other or take opposite sides of one issue.",
    "wordings": "Differing wordings of one quotation: how other reports have what a statement says.",
    "codings": "Who gave which code, when, by which codebook: every coding, also those that no longer hold.",
    "reports": "The reports, where each was found, and which are copies of another.",
    "actors": "Who speaks, is addressed or acts, across reports.",
    "rejected": "What could not be read, and why.",
}


# Where people noted something, statements have one column more.
_NOTED = (
    "SELECT s.*, (SELECT group_concat(replace(coder, 'person:', '') || ': ' || note, ' | ') FROM notes WHERE statement = s.id) "
    "AS notes FROM statements s ORDER BY day, id"
)


def _query(record: Record, table: str) -> str:
    if table == "statements" and record.connection.execute("SELECT 1 FROM notes LIMIT 1").fetchone():
        return _NOTED
    return _QUERIES[table]


def columns(record: Record, table: str) -> list[str]:
    """The names of a table's columns."""
    return [column[0] for column in record.connection.execute(f"SELECT * FROM ({_query(record, table)}) LIMIT 0").description]


def rows(record: Record, table: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, one by one, in a fixed order."""
    return iter(record.connection.execute(_query(record, table)))
