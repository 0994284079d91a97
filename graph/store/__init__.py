"""The graph store: one protocol, one implementation over Bolt, and the embedded server."""
