COPY (
    SELECT
        c.id, c.article_id, c.text, c.start_at, c.end_at, c.position, c.stance, c.negated, c.parts, c.tokens,
        c.speaker, c.text_hash, a.outlet, a.published_utc::DATE AS day
    FROM claims c JOIN articles a ON a.id = c.article_id
    WHERE ($first::DATE IS NULL OR a.published_utc::DATE >= $first::DATE) AND ($last::DATE IS NULL OR a.published_utc::DATE <= $last::DATE)
    ORDER BY day, a.published_utc, c.article_id, c.position
) TO $folder (FORMAT parquet, PARTITION_BY (day), COMPRESSION zstd)
