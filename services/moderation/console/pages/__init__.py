"""The views of the console, a file for each page."""
