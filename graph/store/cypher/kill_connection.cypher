CALL dbms.killConnection($id)
