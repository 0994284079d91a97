// What an earlier version read of a plan's file may be less than this one reads: the next loading reads it again.
MATCH (p:Plan)
SET p.stale = true
