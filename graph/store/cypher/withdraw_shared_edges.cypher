// An edge between shared nodes goes with the last plan that contributes it.
UNWIND $rows AS row
MATCH (:<source> {key: row.source})-[e:<type> {key: row.key}]->(:<target> {key: row.target})
SET e.plans = [plan IN e.plans WHERE NOT plan IN row.plans]
WITH e
WHERE size(e.plans) = 0
DELETE e
