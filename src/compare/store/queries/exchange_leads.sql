SELECT title, left(text, $length), published_utc::DATE
FROM articles
WHERE ($first::DATE IS NULL OR published_utc::DATE >= $first::DATE) AND ($last::DATE IS NULL OR published_utc::DATE <= $last::DATE)
