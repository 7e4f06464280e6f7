-- The record, version 12: how far coders agree, counted with each review; follows from the opinions alone (record/compared.py).

-- A statement of which two or more people said something. `said`: what counts of it in the other tables; an object of
-- [coders, codes] by variable. `apart`: variables in which they differ, words separated by blanks; `decided`: those of them that
-- somebody decided.
CREATE TABLE compared (
    statement INTEGER PRIMARY KEY REFERENCES statement (n) ON DELETE CASCADE,
    report INTEGER NOT NULL REFERENCES report (n) ON DELETE CASCADE,
    apart TEXT NOT NULL,
    decided TEXT NOT NULL,
    said TEXT NOT NULL
);
CREATE INDEX compared_report ON compared (report);
CREATE INDEX compared_apart ON compared (statement, apart) WHERE apart <> '';
CREATE INDEX compared_decided ON compared (statement, decided) WHERE decided <> '';

-- How many statements these coders (a list) gave these codes (a list); of speakers and addressees the number of the actor.
CREATE TABLE alike (
    variable TEXT NOT NULL,
    coders TEXT NOT NULL,
    codes TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (variable, coders, codes)
) WITHOUT ROWID;

-- Of each report what alpha of passages is made of (record/agreement.py).
CREATE TABLE overlapped (
    report INTEGER NOT NULL REFERENCES report (n) ON DELETE CASCADE,
    variable TEXT NOT NULL,
    units INTEGER NOT NULL,
    same INTEGER NOT NULL,
    given INTEGER NOT NULL,
    apart REAL NOT NULL,
    near REAL NOT NULL,
    PRIMARY KEY (report, variable)
) WITHOUT ROWID;
