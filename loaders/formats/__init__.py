"""One module a format: bytes or decoded text in, one block a line out. `loaders.files` chooses among them."""
