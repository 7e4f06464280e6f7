-- The record, version 10: a statement that the last reading did not find is withdrawn again when its review is taken back.

-- 1: the last reading of the report did not find it, whoever reviewed it; see `withdrawn`.
ALTER TABLE statement ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
UPDATE statement SET missed = 1 WHERE withdrawn = 1;
