-- The record, version 11: what a change of who is who leaves for later (record/due.py).

-- Statements whose pairs, and what reviews say of them, are to be made anew.
CREATE TABLE due (
    report INTEGER NOT NULL REFERENCES report (n) ON DELETE CASCADE,
    statement INTEGER NOT NULL REFERENCES statement (n) ON DELETE CASCADE,
    PRIMARY KEY (report, statement)
) WITHOUT ROWID;
