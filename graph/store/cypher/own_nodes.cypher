// The nodes that a plan alone contributes, from its Plan node down.
MATCH (p:Plan {key: $plan})-[:<types>*0..]->(n)
RETURN DISTINCT labels(n)[0] AS label, n.key AS key
