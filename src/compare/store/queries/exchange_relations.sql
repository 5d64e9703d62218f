COPY (
    SELECT r.event_id, r.left_id, r.right_id, r.label, r.confidence, r.is_update, r.differences, d.day
    FROM relations r JOIN days d USING (event_id)
    ORDER BY d.day, r.event_id, r.left_id, r.right_id
) TO $folder (FORMAT parquet, PARTITION_BY (day), COMPRESSION zstd)
