-- Ids of the events that fit, the latest first; days are compared as the reports give them.
SELECT e.id
FROM events e JOIN event_counts c ON c.event_id = e.id
WHERE list_has_all(c.countries, $countries::VARCHAR[])
    AND list_has_all(c.outlet_names, $outlets::VARCHAR[])
    AND (NOT $disagree OR c.differ + c.contradict > 0)
    AND ($first IS NULL OR left(e.last_at, 10) >= $first)
    AND ($last IS NULL OR left(e.first_at, 10) <= $last)
ORDER BY e.last_utc DESC NULLS LAST, e.id
