"""From a file to nodes and edges, one module a step: files, text, outline, mentions, facts, to_graph."""
