SELECT address, title, added_at, etag, modified, pulled_at, problem FROM feeds ORDER BY added_at, address
