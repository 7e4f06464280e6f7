-- The record, version 7: what people's reviews say, statement by statement; follows from the acts alone (record/opinions.py).

-- How the program's codes fared with people. `wrong`: variables in which its value did not stand.
CREATE TABLE verdict (
    statement INTEGER PRIMARY KEY REFERENCES statement (n) ON DELETE CASCADE,
    found INTEGER NOT NULL,           -- 1: the program found it, 0: a person added it
    rejected INTEGER NOT NULL,
    wrong TEXT NOT NULL,              -- words separated by blanks, as in `decided`
    decided TEXT NOT NULL,            -- variables that somebody decided between coders
    confidence REAL NOT NULL
);

-- Each coder's own codes, over the program's as they stood when the coder said something last.
CREATE TABLE opinion (
    statement INTEGER NOT NULL REFERENCES statement (n) ON DELETE CASCADE,
    coder TEXT NOT NULL,
    rejected INTEGER NOT NULL,
    content TEXT NOT NULL,
    speaker INTEGER REFERENCES cast (n),
    party TEXT,
    issue TEXT,
    stance TEXT NOT NULL,
    firmness TEXT,
    target INTEGER REFERENCES cast (n),
    condition TEXT,                   -- JSON, NULL for none
    act TEXT,
    said_on TEXT,
    PRIMARY KEY (statement, coder)
) WITHOUT ROWID;
