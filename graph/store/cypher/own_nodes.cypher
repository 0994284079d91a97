// The nodes that each plan alone contributes, from its Plan node down.
UNWIND $rows AS key
MATCH (p:Plan {key: key})-[:<types>*0..]->(n)
RETURN DISTINCT labels(n)[0] AS label, n.key AS key
