-- One row an event for the list page. A fact is shared when several outlets tell it; what is
-- strongest among the relations of its claims says how they tell it.
WITH members AS (
    SELECT g.event_id, g.group_id, g.claim_id, a.outlet
    FROM group_members g JOIN claims c ON c.id = g.claim_id JOIN articles a ON a.id = c.article_id
),
told AS (
    SELECT event_id, group_id, count(DISTINCT outlet) AS outlets FROM members GROUP BY event_id, group_id
),
labels AS (
    SELECT l.event_id, l.group_id, bool_or(r.label = 'contradict') AS contradict, bool_or(r.label = 'differ') AS differ
    FROM relations r
    JOIN members l ON l.event_id = r.event_id AND l.claim_id = r.left_id
    JOIN members o ON o.event_id = r.event_id AND o.claim_id = r.right_id AND o.group_id = l.group_id
    GROUP BY l.event_id, l.group_id
),
facts AS (
    SELECT
        t.event_id,
        count(*) AS groups,
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
        count(DISTINCT a.outlet) AS outlets,
        list_sort(list_distinct(list(coalesce(o.country, a.country)))) AS countries,
        sum(coalesce(c.claims, 0))::BIGINT AS claims
    FROM event_articles m
    JOIN articles a ON a.id = m.article_id
    LEFT JOIN outlets o ON o.outlet = a.outlet
    LEFT JOIN (SELECT article_id, count(*) AS claims FROM claims GROUP BY article_id) c ON c.article_id = a.id
    GROUP BY m.event_id
)
SELECT
    e.id, e.title, e.first_at, e.last_at, r.outlets, r.countries, r.articles, r.claims,
    coalesce(f.groups, 0), coalesce(f.shared, 0), coalesce(f.differ, 0), coalesce(f.contradict, 0)
FROM events e JOIN reports r ON r.event_id = e.id LEFT JOIN facts f ON f.event_id = e.id
ORDER BY e.last_utc DESC NULLS LAST, e.id
