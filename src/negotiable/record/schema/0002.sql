-- The record, version 2: what the workbench keeps beside the codings.

-- One deed of a person: the acts that it made, so that undo and redo go deed by deed, also after a restart.
CREATE TABLE step (
    n INTEGER PRIMARY KEY,
    coder TEXT NOT NULL,
    acts TEXT NOT NULL,               -- JSON list of act.n
    back TEXT                         -- JSON list of the acts that took it back; NULL while it holds
);
CREATE INDEX step_coder ON step (coder, n);

-- What people say of an actor: a name, or the side it speaks for in these days (both included, NULL: open). The last one holds.
CREATE TABLE description (
    n INTEGER PRIMARY KEY,
    actor TEXT NOT NULL,              -- key of the actor
    variable TEXT NOT NULL,           -- name | party
    value TEXT,                       -- NULL: no side
    since TEXT,
    until TEXT,
    coder TEXT NOT NULL,
    described_at TEXT NOT NULL
);
CREATE INDEX description_actor ON description (actor, variable);

-- Conditions that people coded: they stand in the place of those that the reading found in the statement.
CREATE TABLE restated (
    statement INTEGER PRIMARY KEY REFERENCES statement (n) ON DELETE CASCADE,
    kind TEXT,                        -- threat | offer | prediction; NULL: the statement sets no condition
    condition TEXT NOT NULL,
    consequence TEXT NOT NULL
);

-- Scenario files, each saving a row: the last one is worked with.
CREATE TABLE scenario (
    n INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    coder TEXT NOT NULL,
    saved_at TEXT NOT NULL
);

CREATE INDEX statement_review ON statement (review, live, withdrawn);
CREATE INDEX conflict_issue ON conflict (issue);
