"""The bridge to Detoxify: our weights in its format, and its published models beside ours.

Needs the extra `saring[detoxify]`; nothing else imports this package.
"""
