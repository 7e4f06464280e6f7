-- The record, version 8: pairs follow the current codes and what people say of them (record/pairs.py).

-- Who found it: reading, correction (by the codes that people gave) or person.
ALTER TABLE conflict ADD COLUMN found TEXT NOT NULL DEFAULT 'reading';
-- Why it no longer holds: codes (they no longer oppose), rejected (a statement of it) or person (who says it is none); NULL: it holds.
ALTER TABLE conflict ADD COLUMN gone TEXT;
-- JSON [issue, why, confidence] as the reading had them, where they differ now.
ALTER TABLE conflict ADD COLUMN was TEXT;

-- What people say of a pair, appended; the last one that was not taken back holds.
CREATE TABLE pairing (
    n INTEGER PRIMARY KEY,
    one INTEGER NOT NULL REFERENCES statement (n),    -- one < other
    other INTEGER NOT NULL REFERENCES statement (n),
    stands INTEGER NOT NULL,          -- 1: they contradict each other, 0: they do not
    issue TEXT,
    why TEXT NOT NULL,                -- as it was shown
    coder TEXT NOT NULL,
    judged_at TEXT NOT NULL,
    back_at TEXT                      -- when it was taken back; NULL while it holds
);
CREATE INDEX pairing_one ON pairing (one, other);
CREATE INDEX pairing_other ON pairing (other);

-- Surest first, page by page; and where a statement's pairs are.
DROP INDEX conflict_issue;
CREATE INDEX conflict_sure ON conflict (coalesce(confidence, 1) DESC, n DESC) WHERE gone IS NULL;
CREATE INDEX conflict_issue ON conflict (issue, coalesce(confidence, 1) DESC, n DESC) WHERE gone IS NULL;
CREATE INDEX conflict_gone ON conflict (n) WHERE gone IS NOT NULL;

DROP VIEW conflicts;
CREATE VIEW conflicts AS
SELECT c.issue, c.why, one.party AS party, a.name AS speaker, one.quote AS quote, one.id AS statement,
    other.party AS other_party, b.name AS other_speaker, other.quote AS other_quote, other.id AS other_statement,
    r.id AS report, r.published, c.confidence, c.found
FROM conflict c
JOIN report r ON r.n = c.report
JOIN statement one ON one.n = c.one
JOIN statement other ON other.n = c.other
LEFT JOIN cast a ON a.n = one.speaker
LEFT JOIN cast b ON b.n = other.speaker
WHERE c.gone IS NULL AND one.live = 1 AND other.live = 1;
