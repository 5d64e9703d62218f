COPY (
    SELECT
        d.id, d.left_id, d.right_id, d.verdict, d.person, d.made_at, d.undone,
        d.left_text, d.right_text, d.left_article, d.right_article,
        coalesce(l.published_utc, r.published_utc)::DATE AS day
    FROM decisions d
    LEFT JOIN articles l ON l.id = d.left_article
    LEFT JOIN articles r ON r.id = d.right_article
    WHERE ($first::DATE IS NULL OR coalesce(l.published_utc, r.published_utc)::DATE >= $first::DATE)
        AND ($last::DATE IS NULL OR coalesce(l.published_utc, r.published_utc)::DATE <= $last::DATE)
    ORDER BY day, d.made_at
) TO $folder (FORMAT parquet, PARTITION_BY (day), COMPRESSION zstd)
