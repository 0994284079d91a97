// From the end that one plan owns: the embedded server looks through all the edges of the first.
UNWIND $rows AS row
MATCH (:<target> {key: row.target})<-[e:<type> {key: row.key}]-(:<source> {key: row.source})
DELETE e
