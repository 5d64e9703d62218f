UPDATE feeds SET
    title = coalesce($title, title),
    etag = $etag,
    modified = $modified,
    pulled_at = $at,
    problem = $problem
WHERE address = $address;
