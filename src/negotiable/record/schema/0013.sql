-- The record, version 13: notes of coders on statements.

-- Each saving a row; of each coder the last one that was not taken back holds.
CREATE TABLE note (
    n INTEGER PRIMARY KEY,
    statement INTEGER NOT NULL REFERENCES statement (n) ON DELETE CASCADE,
    text TEXT NOT NULL,               -- '': the note was taken out
    coder TEXT NOT NULL,
    noted_at TEXT NOT NULL,
    back_at TEXT                      -- when it was taken back; NULL while it holds
);
CREATE INDEX note_statement ON note (statement, coder, n);

CREATE VIEW notes AS
SELECT s.id AS statement, o.coder, o.text AS note, o.noted_at
FROM note o JOIN statement s ON s.n = o.statement
WHERE o.text <> '' AND o.n = (SELECT max(n) FROM note l WHERE l.statement = o.statement AND l.coder = o.coder AND l.back_at IS NULL);
