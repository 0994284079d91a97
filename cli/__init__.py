"""The command `govgraph`: one module a command."""
