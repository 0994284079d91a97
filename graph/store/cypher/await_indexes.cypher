// An index on a graph that has data answers once all of it is in there.
CALL db.awaitIndexes(600)
