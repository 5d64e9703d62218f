SELECT max(revision) FROM meta
