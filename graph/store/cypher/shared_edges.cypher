// The edges between shared nodes that a plan contributes, among others.
UNWIND $keys AS key
MATCH (n:<label> {key: key})-[e:<types>]->(m)
WHERE $plan IN e.plans
RETURN type(e) AS type, e.key AS key,
       labels(n)[0] AS source_label, n.key AS source, labels(m)[0] AS target_label, m.key AS target
