// Each value goes to its place in the order, where it is not there yet: the order of loading leaves no trace.
UNWIND $rows AS row
MATCH (n:<label> {key: row.key})
SET n.<property> = reduce(list = coalesce(n.<property>, []), value IN row.list |
    [each IN list WHERE each < value] + [value] + [each IN list WHERE each > value])
