// The edges between shared nodes that some of the plans contribute, and which of the plans.
UNWIND $rows AS key
MATCH (n:<label> {key: key})-[e:<types>]->(m)
WITH n, e, m, [plan IN e.plans WHERE plan IN $plans] AS plans
WHERE size(plans) > 0
RETURN type(e) AS type, e.key AS key,
       labels(n)[0] AS source_label, n.key AS source, labels(m)[0] AS target_label, m.key AS target, plans
