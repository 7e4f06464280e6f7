-- The record, version 5: differing wordings of one quotation, as other reports have it.

CREATE VIEW wordings AS
SELECT first.id AS statement, w.quote, r.outlet, r.published, r.title, r.url, r.id AS report,
    (SELECT location FROM place p WHERE p.report = r.n ORDER BY added_at, location LIMIT 1) AS location
FROM statement first
JOIN statement w ON w.saying = first.n AND w.n <> first.n
JOIN report r ON r.n = w.report
WHERE first.live = 1 AND w.withdrawn = 0 AND w.review <> 'rejected'
    AND lower(trim(w.quote, ' .,;:!?"''“”‘’„«»')) <> lower(trim(first.quote, ' .,;:!?"''“”‘’„«»'));
