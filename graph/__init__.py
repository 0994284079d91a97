"""What plans say, as nodes and edges: the ontology, identity, the store and the questions asked of it."""
