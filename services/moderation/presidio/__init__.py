"""The bridge to Presidio, both ways; needs the extra `saring[presidio]`, as nothing else does."""
