"""What can be done with a submission: one verb a module."""
