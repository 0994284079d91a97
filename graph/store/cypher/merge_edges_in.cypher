// From the end that one plan owns: the embedded server looks through all the edges of the first.
UNWIND $rows AS row
MATCH (a:<source> {key: row.source})
MATCH (b:<target> {key: row.target})
MERGE (b)<-[e:<type> {key: row.properties.key}]-(a)
SET e = row.properties
RETURN count(e) AS written
