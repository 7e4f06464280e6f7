-- The record, version 9: a deed that was taken back is not done again once its coder has done another.

-- 1: taken back, and another deed was done since.
ALTER TABLE step ADD COLUMN passed INTEGER NOT NULL DEFAULT 0;
UPDATE step SET passed = 1 WHERE back IS NOT NULL
AND n < (SELECT max(n) FROM step other WHERE other.coder = step.coder AND other.back IS NULL);
