-- The record, version 6: undo and redo go over all that people change, and tell when.

-- Beside the acts: the rows that a deed made in other tables, a JSON object of lists of n by table.
ALTER TABLE step ADD COLUMN beside TEXT NOT NULL DEFAULT '{}';
ALTER TABLE step ADD COLUMN done_at TEXT;
ALTER TABLE step ADD COLUMN back_at TEXT;

-- When it was taken back; NULL while it holds.
ALTER TABLE judgement ADD COLUMN back_at TEXT;
ALTER TABLE description ADD COLUMN back_at TEXT;
ALTER TABLE scenario ADD COLUMN back_at TEXT;
-- The name or the sides before.
ALTER TABLE description ADD COLUMN was TEXT;

-- Whoever decides between coders can take it back under the name they came in by.
UPDATE step SET coder = substr(coder, 1, length(coder) - length(' (deciding)')) WHERE coder LIKE '% (deciding)';
