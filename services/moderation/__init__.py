"""Takes posts in, screens them, and decides with people what may be published."""
