-- Ways in: versions of an article, pages as they came, feeds, files that were taken.
ALTER TABLE articles ADD COLUMN modified_at VARCHAR; -- ISO 8601; when the outlet last changed it
ALTER TABLE articles ADD COLUMN superseded_by VARCHAR; -- id of the newest version, on all older ones

-- What makes the same article recognisable; made when an article is added, or when missing.
CREATE TABLE sketches (
    article_id VARCHAR NOT NULL,
    outlet VARCHAR, -- in small letters, as it came; NULL when unknown
    address VARCHAR, -- the address without what doesn't tell articles apart
    sketch BLOB NOT NULL, -- the smallest hashes of its shingles, four bytes each
    apart BOOLEAN NOT NULL -- a person said that it is no version of another article
);

CREATE TABLE pages (
    id VARCHAR NOT NULL, -- hash of address and content
    address VARCHAR NOT NULL, -- what was asked for
    url VARCHAR NOT NULL, -- where it came from in the end
    content_type VARCHAR NOT NULL,
    fetched_at VARCHAR NOT NULL,
    size BIGINT NOT NULL, -- bytes as it came
    packed BLOB NOT NULL -- gzip
);
CREATE TABLE article_pages (article_id VARCHAR NOT NULL, page_id VARCHAR NOT NULL);

CREATE TABLE feeds (
    address VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    added_at VARCHAR NOT NULL,
    etag VARCHAR,
    modified VARCHAR, -- Last-Modified as the server wrote it
    pulled_at VARCHAR,
    problem VARCHAR -- why the last pull failed
);
CREATE TABLE feed_items (
    feed VARCHAR NOT NULL,
    item VARCHAR NOT NULL, -- its address, or a hash of what it says
    seen_at VARCHAR NOT NULL,
    tries INTEGER NOT NULL,
    done BOOLEAN NOT NULL -- false: to be tried again
);

CREATE TABLE taken_files (content VARCHAR NOT NULL, name VARCHAR NOT NULL, taken_at VARCHAR NOT NULL); -- by `astold watch`
