-- What makes a run after one article more short. All of it can be worked out anew.
CREATE TABLE prints (
    article_id VARCHAR NOT NULL,
    model_id VARCHAR NOT NULL, -- of the vector
    made_from VARCHAR NOT NULL, -- hash of the fields that it was made from
    words BLOB NOT NULL, -- hashes of its stems, four bytes each
    counts BLOB NOT NULL, -- how often each occurs, two bytes each
    titles BLOB NOT NULL, -- hashes of the stems of its title, four bytes each
    weekdays INTEGER NOT NULL, -- a bit each
    day DOUBLE, -- since 1970
    vector BLOB NOT NULL -- in units of 1 / 2048, two bytes each
);
CREATE TABLE searches (key VARCHAR NOT NULL); -- of the search for events that `searched` is the state of
CREATE TABLE searched (
    place INTEGER NOT NULL, -- number of the article, from 0 on
    article_id VARCHAR NOT NULL,
    made_from VARCHAR NOT NULL,
    near INTEGER[] NOT NULL, -- places of its nearest articles, -1 for none
    odds FLOAT[] NOT NULL, -- how near they are
    cluster INTEGER NOT NULL -- place of the first article of its cluster
);
CREATE TABLE asked (
    event_id VARCHAR NOT NULL,
    packed BLOB NOT NULL -- what matching asked about pairs besides `relations`, see asked.py
);
