UPDATE articles SET
    current_id = $current_id,
    outlet = $outlet,
    title = $title,
    url = $url,
    published_at = $published_at,
    published_utc = $published_utc,
    published_precision = $published_precision,
    country = $country,
    author = $author,
    language = $language,
    carries = $carries,
    kind = $kind,
    completeness = $completeness,
    source_name = $source_name,
    extracted = extracted AND NOT $stale
WHERE id = $id;
