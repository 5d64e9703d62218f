-- No primary keys or indexes on purpose: one writer at a time keeps ids unique, a scan of these
-- tables takes milliseconds, and replaying the log after a kill never has to rebuild an index.
CREATE TABLE meta (revision BIGINT NOT NULL);
INSERT INTO meta VALUES (0);

CREATE TABLE articles (
    id VARCHAR NOT NULL,
    current_id VARCHAR NOT NULL, -- hash of the fields as they are now; differs from id after an edit
    outlet VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    url VARCHAR,
    published_at VARCHAR, -- ISO 8601 as given, so that the zone is kept
    published_utc TIMESTAMP,
    published_precision VARCHAR NOT NULL,
    country VARCHAR,
    author VARCHAR,
    language VARCHAR,
    carries VARCHAR,
    kind VARCHAR NOT NULL,
    completeness VARCHAR NOT NULL,
    source_name VARCHAR,
    source_text VARCHAR,
    cuts VARCHAR NOT NULL,
    added_at VARCHAR NOT NULL,
    extracted BOOLEAN NOT NULL -- whether its claims are up to date
);

CREATE TABLE claims (
    id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    stance VARCHAR NOT NULL,
    negated BOOLEAN NOT NULL,
    speaker VARCHAR,
    parts VARCHAR NOT NULL, -- attributions, quantities, dates, entities, frames
    tokens VARCHAR NOT NULL
);

CREATE TABLE vectors (text_hash VARCHAR NOT NULL, model_id VARCHAR NOT NULL, vector FLOAT[] NOT NULL);

CREATE TABLE events (
    id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    first_at VARCHAR,
    last_at VARCHAR,
    last_utc TIMESTAMP,
    fingerprint VARCHAR NOT NULL
);
CREATE TABLE event_articles (event_id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, position INTEGER NOT NULL);

CREATE TABLE matches (
    event_id VARCHAR NOT NULL,
    left_id VARCHAR NOT NULL,
    right_id VARCHAR NOT NULL,
    probability DOUBLE NOT NULL,
    state VARCHAR NOT NULL,
    rule_state VARCHAR NOT NULL, -- what it is without any person's word
    decided_by VARCHAR NOT NULL,
    decided_at VARCHAR
);
CREATE TABLE scores (
    event_id VARCHAR NOT NULL,
    left_id VARCHAR NOT NULL,
    right_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    signal VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    weight DOUBLE NOT NULL,
    explanation VARCHAR NOT NULL
);
CREATE TABLE relations (
    event_id VARCHAR NOT NULL,
    left_id VARCHAR NOT NULL,
    right_id VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    is_update BOOLEAN NOT NULL,
    differences VARCHAR NOT NULL
);
CREATE TABLE groups (event_id VARCHAR NOT NULL, id VARCHAR NOT NULL, position INTEGER NOT NULL, weakest DOUBLE NOT NULL);
CREATE TABLE group_members (
    event_id VARCHAR NOT NULL,
    group_id VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    origin INTEGER -- NULL when the group came without origins
);

CREATE TABLE runs (
    id VARCHAR NOT NULL,
    started_at VARCHAR NOT NULL,
    started_utc TIMESTAMP NOT NULL,
    seconds DOUBLE NOT NULL,
    model_id VARCHAR NOT NULL,
    settings_hash VARCHAR NOT NULL,
    articles BIGINT NOT NULL,
    claims BIGINT NOT NULL,
    events BIGINT NOT NULL,
    pairs BIGINT NOT NULL,
    matches BIGINT NOT NULL,
    groups BIGINT NOT NULL,
    stages VARCHAR NOT NULL,
    peak_memory_mb DOUBLE NOT NULL
);
CREATE TABLE rejects (
    made_at VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    row_number BIGINT,
    field VARCHAR,
    reason VARCHAR NOT NULL,
    hint VARCHAR NOT NULL
);

CREATE TABLE decisions (
    id VARCHAR NOT NULL,
    left_id VARCHAR NOT NULL,
    right_id VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    made_at VARCHAR NOT NULL,
    undone BOOLEAN NOT NULL,
    left_text VARCHAR, -- the words that were judged, so that the decision outlives the claim's id
    right_text VARCHAR,
    left_article VARCHAR,
    right_article VARCHAR
);
CREATE TABLE moves (article_id VARCHAR NOT NULL, event_id VARCHAR NOT NULL, person VARCHAR NOT NULL, made_at VARCHAR NOT NULL);
CREATE TABLE aliases (variant VARCHAR NOT NULL, name VARCHAR NOT NULL, person VARCHAR NOT NULL, made_at VARCHAR NOT NULL);
CREATE TABLE outlets (outlet VARCHAR NOT NULL, country VARCHAR NOT NULL, person VARCHAR NOT NULL, made_at VARCHAR NOT NULL);
CREATE TABLE log (made_at VARCHAR NOT NULL, person VARCHAR NOT NULL, action VARCHAR NOT NULL, subject VARCHAR NOT NULL, details VARCHAR NOT NULL);
