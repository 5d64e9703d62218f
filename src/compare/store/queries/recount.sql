-- Counts anew what the list of events shows of some events. A fact is shared when several outlets
-- tell it; what is strongest among the relations of its claims says how they tell it.
DELETE FROM event_counts WHERE event_id IN (SELECT unnest($ids::VARCHAR[])) OR event_id NOT IN (SELECT id FROM events);
INSERT INTO event_counts
WITH members AS (
    SELECT g.event_id, g.group_id, g.claim_id, a.outlet
    FROM group_members g JOIN claims c ON c.id = g.claim_id JOIN articles a ON a.id = c.article_id
    WHERE g.event_id IN (SELECT unnest($ids::VARCHAR[]))
),
told AS (
    SELECT event_id, group_id, count(DISTINCT outlet) AS outlets FROM members GROUP BY event_id, group_id
),
labels AS (
    SELECT l.event_id, l.group_id, bool_or(r.label = 'contradict') AS contradict, bool_or(r.label = 'differ') AS differ
    FROM relations r
    JOIN members l ON l.event_id = r.event_id AND l.claim_id = r.left_id
    JOIN members o ON o.event_id = r.event_id AND o.claim_id = r.right_id AND o.group_id = l.group_id
    WHERE r.event_id IN (SELECT unnest($ids::VARCHAR[]))
    GROUP BY l.event_id, l.group_id
),
facts AS (
    SELECT
        t.event_id,
        count(*) AS facts,
        count(*) FILTER (t.outlets > 1) AS shared,
        count(*) FILTER (t.outlets > 1 AND l.differ AND NOT l.contradict) AS differ,
        count(*) FILTER (t.outlets > 1 AND l.contradict) AS contradict
    FROM told t LEFT JOIN labels l USING (event_id, group_id)
    GROUP BY t.event_id
),
reports AS (
    SELECT
        m.event_id,
        count(*) AS articles,
        list_sort(list_distinct(list(a.outlet))) AS outlet_names,
        list_filter(list_sort(list_distinct(list(coalesce(o.country, a.country)))), lambda name: name <> '') AS countries,
        sum(coalesce(c.claims, 0))::BIGINT AS claims
    FROM event_articles m
    JOIN articles a ON a.id = m.article_id
    LEFT JOIN outlets o ON o.outlet = a.outlet
    LEFT JOIN (
        SELECT article_id, count(*) AS claims
        FROM claims
        WHERE article_id IN (SELECT article_id FROM event_articles WHERE event_id IN (SELECT unnest($ids::VARCHAR[])))
        GROUP BY article_id
    ) c ON c.article_id = a.id
    WHERE m.event_id IN (SELECT unnest($ids::VARCHAR[]))
    GROUP BY m.event_id
)
SELECT
    r.event_id, r.outlet_names, r.countries, r.articles, r.claims,
    coalesce(f.facts, 0), coalesce(f.shared, 0), coalesce(f.differ, 0), coalesce(f.contradict, 0)
FROM reports r LEFT JOIN facts f USING (event_id);
