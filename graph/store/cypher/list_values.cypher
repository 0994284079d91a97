UNWIND $keys AS key
MATCH (n:<label> {key: key})
RETURN key, coalesce(n.<property>, []) AS list
