COPY (
    SELECT m.event_id, m.left_id, m.right_id, m.probability, m.state, m.rule_state, m.decided_by, m.decided_at, d.day
    FROM matches m JOIN days d USING (event_id)
    ORDER BY d.day, m.event_id, m.left_id, m.right_id
) TO $folder (FORMAT parquet, PARTITION_BY (day), COMPRESSION zstd)
