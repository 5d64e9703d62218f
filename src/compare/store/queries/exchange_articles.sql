COPY (
    SELECT
        id, published_at, cuts, outlet, title, text, url, published_precision, country, author, language,
        carries, kind, completeness, source_name, source_text, modified_at, superseded_by, extracted,
        published_utc::DATE AS day
    FROM articles
    WHERE ($first::DATE IS NULL OR published_utc::DATE >= $first::DATE) AND ($last::DATE IS NULL OR published_utc::DATE <= $last::DATE)
    ORDER BY day, published_utc, id
) TO $folder (FORMAT parquet, PARTITION_BY (day), COMPRESSION zstd)
