SELECT
    (SELECT count(*) FROM articles),
    (SELECT count(*) FROM claims),
    (SELECT count(*) FROM events),
    (SELECT count(*) FROM matches),
    (SELECT count(*) FROM groups),
    (SELECT count(DISTINCT outlet) FROM articles)
