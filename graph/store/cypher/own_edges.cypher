// The edges of a plan: each touches a node that the plan alone contributes.
UNWIND $keys AS key
MATCH (n:<label> {key: key})-[e]-()
WHERE e.plan = $plan
WITH DISTINCT e
RETURN type(e) AS type, e.key AS key,
       labels(startNode(e))[0] AS source_label, startNode(e).key AS source,
       labels(endNode(e))[0] AS target_label, endNode(e).key AS target
