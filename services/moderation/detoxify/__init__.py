"""The bridge to Detoxify: our weights in its format, and its published models beside ours.

`release` serves; all else needs the extra `saring[detoxify]`.
"""
