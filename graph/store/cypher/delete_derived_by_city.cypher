MATCH (n:<label>)-[e:<types>]-()
WHERE n.city IN $cities
WITH DISTINCT e
DELETE e
