-- The record, version 4: what an event counts and how exactly; how sure each coder is of a code, and where it points.

-- The thing counted, or an ISO 4217 currency; the hedge is "at least", "about".
ALTER TABLE event ADD COLUMN count_of TEXT;
ALTER TABLE event ADD COLUMN count_hedge TEXT;

DROP VIEW events;
CREATE VIEW events AS
SELECT e.id, e.date, e.type, e.status, e.count, e.count_of, e.count_hedge, e.places, e.quote,
    (SELECT group_concat(c.name, '; ') FROM json_each(e.actors) j JOIN cast c ON c.report = e.report AND c.id = j.value) AS actors,
    (SELECT group_concat(c.name, '; ') FROM json_each(e.targets) j JOIN cast c ON c.report = e.report AND c.id = j.value) AS targets,
    s.id AS according_to, r.id AS report, r.title, r.outlet, r.published, r.url, e.span
FROM event e
JOIN report r ON r.n = e.report
LEFT JOIN statement s ON s.n = e.according_to
WHERE e.live = 1;

-- In act.codes, "sure" and "passages" stand beside the codes: objects by variable.
DROP VIEW codings;
CREATE VIEW codings AS
SELECT a.n, s.id AS statement, j.key AS variable, j.value, json_extract(a.codes, '$.sure.' || j.key) AS confidence,
    json_extract(a.codes, '$.passages.' || j.key) AS passages, a.coder, a.codebook, a.coded_at, a.undoes
FROM act a JOIN statement s ON s.n = a.statement JOIN json_each(a.codes) j
WHERE j.key NOT IN ('sure', 'passages');
