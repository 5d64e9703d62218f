-- One row an event for the list page, as `recount` counted it.
SELECT
    e.id, e.title, e.first_at, e.last_at, len(c.outlet_names), c.countries, c.articles, c.claims,
    c.facts, c.shared, c.differ, c.contradict
FROM events e JOIN event_counts c ON c.event_id = e.id
WHERE $ids IS NULL OR list_contains($ids::VARCHAR[], e.id)
ORDER BY e.last_utc DESC NULLS LAST, e.id
