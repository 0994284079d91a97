// Setting the key to itself locks the node, so that a plan loaded meanwhile cannot attach to what goes.
UNWIND $rows AS key
MATCH (n:<label> {key: key})
SET n.key = n.key
WITH n
WHERE NOT EXISTS { MATCH (n)-[e]-() WHERE NOT type(e) IN $derived }
DETACH DELETE n
