COPY (
    SELECT g.event_id, g.id, g.weakest, m.claim_ids, m.origins, g.position, d.day
    FROM groups g
    JOIN days d USING (event_id)
    JOIN (
        SELECT event_id, group_id, list(claim_id ORDER BY position) AS claim_ids, list(origin ORDER BY position) AS origins
        FROM group_members
        GROUP BY event_id, group_id
    ) m ON m.event_id = g.event_id AND m.group_id = g.id
    ORDER BY d.day, g.event_id, g.position
) TO $folder (FORMAT parquet, PARTITION_BY (day), COMPRESSION zstd)
