// Writing a plan sets its properties anew, so the mark says that no plan was written since.
MATCH (p:Plan)
WHERE p.city IN $cities
SET p.linked = true
