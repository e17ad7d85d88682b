"""One migration a file, in a line."""
