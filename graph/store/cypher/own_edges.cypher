// The edges that plans state at nodes that they alone contribute, which is all that they state.
UNWIND $rows AS key
MATCH (n:<label> {key: key})-[e]-()
WHERE e.plan IS NOT NULL
WITH DISTINCT e
RETURN type(e) AS type, e.key AS key,
       labels(startNode(e))[0] AS source_label, startNode(e).key AS source,
       labels(endNode(e))[0] AS target_label, endNode(e).key AS target
