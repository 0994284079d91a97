// An edge of such a type joins two nodes of one year.
MATCH (n:<label>)-[e:<types>]->(m)
WHERE n.year IN $years
RETURN type(e) AS type, e.key AS key, labels(n)[0] AS source_label, n.key AS source,
       labels(m)[0] AS target_label, m.key AS target, properties(e) AS properties
