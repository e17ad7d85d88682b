"""Personal data: one recogniser for each kind, and the checker that joins them."""
