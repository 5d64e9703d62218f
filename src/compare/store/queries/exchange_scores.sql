COPY (
    SELECT s.event_id, s.left_id, s.right_id, s.signal, s.value, s.weight, s.explanation, s.position, d.day
    FROM scores s JOIN days d USING (event_id)
    ORDER BY d.day, s.event_id, s.left_id, s.right_id, s.position
) TO $folder (FORMAT parquet, PARTITION_BY (day), COMPRESSION zstd)
