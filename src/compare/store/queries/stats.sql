SELECT
    (SELECT count(*) FROM articles WHERE superseded_by IS NULL),
    (SELECT count(*) FROM claims),
    (SELECT count(*) FROM events),
    (SELECT count(*) FROM matches),
    (SELECT count(*) FROM groups),
    (SELECT count(DISTINCT outlet) FROM articles WHERE superseded_by IS NULL)
