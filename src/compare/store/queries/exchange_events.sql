-- An event lies with the day of its first report, and all that was found in it too.
COPY (
    SELECT e.id, e.title, e.first_at, e.last_at, e.fingerprint, m.article_ids, d.day
    FROM events e
    JOIN days d ON d.event_id = e.id
    JOIN (SELECT event_id, list(article_id ORDER BY position) AS article_ids FROM event_articles GROUP BY event_id) m
        ON m.event_id = e.id
    ORDER BY d.day, e.id
) TO $folder (FORMAT parquet, PARTITION_BY (day), COMPRESSION zstd)
