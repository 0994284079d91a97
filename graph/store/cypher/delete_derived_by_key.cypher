UNWIND $cities AS city
MATCH (n:<label>)-[e:<types>]-()
WHERE n.key STARTS WITH city + '/'
WITH DISTINCT e
DELETE e
