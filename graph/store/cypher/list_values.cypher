UNWIND $keys AS key
MATCH (n:<label> {key: key})
RETURN n.key AS key, n.<property> AS list
