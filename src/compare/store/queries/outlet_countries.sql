-- Every outlet with the country that a person said, else the one that most of its reports name.
SELECT a.outlet, coalesce(any_value(o.country), mode(a.country) FILTER (a.country <> ''), '')
FROM articles a LEFT JOIN outlets o ON o.outlet = a.outlet
WHERE a.superseded_by IS NULL
GROUP BY a.outlet
ORDER BY lower(a.outlet)
