-- Articles that those which come in may be versions of: of the same outlets, and near in time.
SELECT
    a.id, lower(trim(a.outlet)), s.outlet, a.title, s.address, s.sketch, a.published_utc, a.superseded_by,
    a.published_at, a.modified_at, a.added_at
FROM sketches s JOIN articles a ON a.id = s.article_id
WHERE NOT s.apart
    AND (list_contains($outlets::VARCHAR[], lower(trim(a.outlet))) OR list_contains($outlets::VARCHAR[], s.outlet))
    AND (
        $first IS NULL
        OR a.published_utc IS NULL
        OR a.published_utc BETWEEN $first AND $last
        OR list_contains($addresses::VARCHAR[], s.address)
    )
ORDER BY a.added_at, a.id
