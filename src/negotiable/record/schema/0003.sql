-- The record, version 3: how sure the program is of a conflict, and what codebooks call their issues.

ALTER TABLE conflict ADD COLUMN confidence REAL;

CREATE TABLE issue_label (
    codebook TEXT NOT NULL,           -- id@version
    id TEXT NOT NULL,
    label TEXT NOT NULL,
    parent TEXT,                      -- label of the issue above, NULL: none
    PRIMARY KEY (codebook, id)
) WITHOUT ROWID;
