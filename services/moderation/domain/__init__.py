"""States, findings and decisions; imports no framework."""
