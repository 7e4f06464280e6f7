-- The record, version 1. Tables are singular; the views `statements`, `positions`, `events`, `conflicts`, `codings`
-- are what people read. Spans are JSON: [[start, end], …], code points of report.text, half-open.

CREATE TABLE report (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,          -- hash of the text
    title TEXT,
    outlet TEXT,
    url TEXT,
    published TEXT,                   -- ISO date
    language TEXT NOT NULL,
    reader TEXT,                      -- the reader and codebook that its statements were last found by
    codebook TEXT,
    read_at TEXT,
    copy_of INTEGER REFERENCES report (n),
    text TEXT NOT NULL
);
CREATE INDEX report_published ON report (published);

-- Where a text was found: one report may stand in many places.
CREATE TABLE place (
    report INTEGER NOT NULL REFERENCES report (n) ON DELETE CASCADE,
    location TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    url TEXT,
    published TEXT,
    added_at TEXT NOT NULL,
    PRIMARY KEY (report, location)
) WITHOUT ROWID;
CREATE INDEX place_location ON place (location);

CREATE TABLE rejection (
    location TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    rejected_at TEXT NOT NULL
) WITHOUT ROWID;

-- Who is who across reports. `lead`: the actor that judgements make this one the same as, itself where none do.
CREATE TABLE actor (
    n INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,         -- the name, folded; "name#report" where a person split one off
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    lead INTEGER NOT NULL REFERENCES actor (n) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX actor_lead ON actor (lead);

CREATE TABLE judgement (
    n INTEGER PRIMARY KEY,
    one TEXT NOT NULL,                -- keys of actors
    other TEXT NOT NULL,
    same INTEGER NOT NULL,            -- 1 the same, 0 not the same
    coder TEXT NOT NULL,
    judged_at TEXT NOT NULL
);

-- The actors as one report names them.
CREATE TABLE cast (
    n INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (n) ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    role TEXT,
    party TEXT,
    mentions TEXT NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (n),
    UNIQUE (report, id)
);
CREATE INDEX cast_actor ON cast (actor);

-- A statement with its current codes, which follow from its codings alone (record/current.py).
CREATE TABLE statement (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,          -- hash of the report's id and the content spans
    report INTEGER NOT NULL REFERENCES report (n) ON DELETE CASCADE,
    position INTEGER NOT NULL,        -- where the content begins
    quote TEXT NOT NULL,
    source TEXT NOT NULL,
    cue TEXT NOT NULL,
    content TEXT NOT NULL,
    kind TEXT NOT NULL,
    mode TEXT NOT NULL,
    speaker INTEGER REFERENCES cast (n),
    actor INTEGER REFERENCES actor (n),  -- the speaker across reports
    party TEXT,
    relayed_by INTEGER REFERENCES cast (n),
    continues INTEGER REFERENCES statement (n),
    issue TEXT,
    stance TEXT NOT NULL,
    target INTEGER REFERENCES cast (n),
    firmness TEXT,
    act TEXT,
    said_on TEXT,
    day TEXT NOT NULL,                -- said_on, else the day of publication, else ''
    confidence REAL NOT NULL,
    review TEXT NOT NULL,             -- proposed | accepted | corrected | rejected
    withdrawn INTEGER NOT NULL DEFAULT 0,  -- 1: a later reading did not find it again, and nobody had reviewed it
    saying INTEGER REFERENCES statement (n),  -- the first statement with the same words, itself where it is the first
    live INTEGER NOT NULL             -- counts: not rejected, not withdrawn, the first of its saying
);
CREATE INDEX statement_report ON statement (report, position);
CREATE INDEX statement_position ON statement (issue, party, stance, firmness, day, live) WHERE live = 1;
CREATE INDEX statement_day ON statement (day) WHERE live = 1;
CREATE INDEX statement_actor ON statement (actor, day) WHERE live = 1;
CREATE INDEX statement_unsure ON statement (confidence) WHERE live = 1;
CREATE INDEX statement_saying ON statement (saying);

-- What coders said of a statement: appended, never changed. `codes`: JSON object of the variables given a value.
-- An act with `undoes` takes back an earlier one (and one that undoes an undoing brings it back).
CREATE TABLE act (
    n INTEGER PRIMARY KEY,
    statement INTEGER NOT NULL REFERENCES statement (n) ON DELETE CASCADE,
    coder TEXT NOT NULL,              -- "built-in", "person:NAME", "llm:MODEL" or a plug-in's name
    codebook TEXT NOT NULL,
    coded_at TEXT NOT NULL,           -- ISO 8601, UTC
    codes TEXT NOT NULL,
    undoes INTEGER REFERENCES act (n)
);
CREATE INDEX act_statement ON act (statement);
CREATE INDEX act_person ON act (coder, n) WHERE coder LIKE 'person:%';

CREATE TABLE conditional (
    n INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (n) ON DELETE CASCADE,
    statement INTEGER REFERENCES statement (n),
    kind TEXT NOT NULL,
    condition TEXT NOT NULL,
    consequence TEXT NOT NULL
);
CREATE INDEX conditional_report ON conditional (report);

CREATE TABLE event (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    report INTEGER NOT NULL REFERENCES report (n) ON DELETE CASCADE,
    span TEXT NOT NULL,
    quote TEXT NOT NULL,
    type TEXT NOT NULL,
    actors TEXT NOT NULL,             -- JSON lists of cast ids
    targets TEXT NOT NULL,
    places TEXT NOT NULL,             -- JSON list of names
    count INTEGER,
    date TEXT,
    status TEXT NOT NULL,
    according_to INTEGER REFERENCES statement (n),
    live INTEGER NOT NULL             -- 0 where a copy of a report tells again what the first one told
);
CREATE INDEX event_report ON event (report);
CREATE INDEX event_date ON event (date);

CREATE TABLE conflict (
    n INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (n) ON DELETE CASCADE,
    one INTEGER NOT NULL REFERENCES statement (n),
    other INTEGER NOT NULL REFERENCES statement (n),
    issue TEXT,
    why TEXT NOT NULL
);
CREATE INDEX conflict_report ON conflict (report);

CREATE TABLE doubt (
    n INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (n) ON DELETE CASCADE,
    spans TEXT NOT NULL,
    why TEXT NOT NULL
);
CREATE INDEX doubt_report ON doubt (report);

-- Hashes of runs of words of a statement, by which the same words are found in other reports (record/sayings.py).
CREATE TABLE wording (
    hash INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statement (n) ON DELETE CASCADE,
    PRIMARY KEY (hash, statement)
) WITHOUT ROWID;

-- Pieces of the signatures by which copies of a report are found (record/copies.py).
CREATE TABLE band (
    hash INTEGER NOT NULL,
    report INTEGER NOT NULL REFERENCES report (n) ON DELETE CASCADE,
    PRIMARY KEY (hash, report)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE quotes USING fts5 (
    quote, content = 'statement', content_rowid = 'n', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER statement_added AFTER INSERT ON statement BEGIN
    INSERT INTO quotes (rowid, quote) VALUES (new.n, new.quote);
END;
CREATE TRIGGER statement_removed AFTER DELETE ON statement BEGIN
    INSERT INTO quotes (quotes, rowid, quote) VALUES ('delete', old.n, old.quote);
END;
CREATE TRIGGER statement_reworded AFTER UPDATE OF quote ON statement WHEN old.quote <> new.quote BEGIN
    INSERT INTO quotes (quotes, rowid, quote) VALUES ('delete', old.n, old.quote);
    INSERT INTO quotes (rowid, quote) VALUES (new.n, new.quote);
END;

CREATE VIEW statements AS
SELECT s.id, nullif(s.day, '') AS day, s.said_on, lead.name AS speaker, speaker.role, s.party, s.issue, s.stance, s.firmness, s.act,
    target.name AS target, s.quote, s.kind, s.mode, s.confidence, s.review,
    (SELECT count(*) FROM statement w WHERE w.saying = s.n AND w.withdrawn = 0 AND w.review <> 'rejected') AS witnesses,
    relay.name AS relayed_by, r.id AS report, r.title, r.outlet, r.published, r.url, s.content, s.source, s.cue
FROM statement s
JOIN report r ON r.n = s.report
LEFT JOIN cast speaker ON speaker.n = s.speaker
LEFT JOIN actor lead ON lead.n = s.actor
LEFT JOIN cast target ON target.n = s.target
LEFT JOIN cast relay ON relay.n = s.relayed_by
WHERE s.live = 1;

CREATE VIEW positions AS
SELECT issue, party, stance, firmness, count(*) AS statements, min(nullif(day, '')) AS first_day, max(nullif(day, '')) AS last_day
FROM statement WHERE live = 1 AND issue IS NOT NULL AND party IS NOT NULL
GROUP BY issue, party, stance, firmness;

CREATE VIEW events AS
SELECT e.id, e.date, e.type, e.status, e.count, e.places, e.quote,
    (SELECT group_concat(c.name, '; ') FROM json_each(e.actors) j JOIN cast c ON c.report = e.report AND c.id = j.value) AS actors,
    (SELECT group_concat(c.name, '; ') FROM json_each(e.targets) j JOIN cast c ON c.report = e.report AND c.id = j.value) AS targets,
    s.id AS according_to, r.id AS report, r.title, r.outlet, r.published, r.url, e.span
FROM event e
JOIN report r ON r.n = e.report
LEFT JOIN statement s ON s.n = e.according_to
WHERE e.live = 1;

CREATE VIEW conflicts AS
SELECT c.issue, c.why, one.party AS party, a.name AS speaker, one.quote AS quote, one.id AS statement,
    other.party AS other_party, b.name AS other_speaker, other.quote AS other_quote, other.id AS other_statement,
    r.id AS report, r.published
FROM conflict c
JOIN report r ON r.n = c.report
JOIN statement one ON one.n = c.one
JOIN statement other ON other.n = c.other
LEFT JOIN cast a ON a.n = one.speaker
LEFT JOIN cast b ON b.n = other.speaker
WHERE one.live = 1 AND other.live = 1;

CREATE VIEW codings AS
SELECT a.n, s.id AS statement, j.key AS variable, j.value, a.coder, a.codebook, a.coded_at, a.undoes
FROM act a JOIN statement s ON s.n = a.statement JOIN json_each(a.codes) j;
