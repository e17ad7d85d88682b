"""The bridge to Presidio, both ways. Needs the extra `saring[presidio]`; nothing else imports it."""
