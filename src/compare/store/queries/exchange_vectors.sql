-- A sentence that occurs on several days lies with the first of them.
COPY (
    WITH used AS (
        SELECT c.text_hash, a.published_utc::DATE AS day
        FROM claims c JOIN articles a ON a.id = c.article_id
        WHERE ($first::DATE IS NULL OR a.published_utc::DATE >= $first::DATE) AND ($last::DATE IS NULL OR a.published_utc::DATE <= $last::DATE)
        UNION ALL
        SELECT text_hash, day FROM leads
    ),
    home AS (SELECT text_hash, min(day) AS day FROM used GROUP BY text_hash)
    SELECT v.text_hash, v.model_id, v.vector, v.model_id AS model, home.day
    FROM vectors v JOIN home USING (text_hash)
    ORDER BY model, home.day, v.text_hash
) TO $folder (FORMAT parquet, PARTITION_BY (model, day), COMPRESSION zstd)
