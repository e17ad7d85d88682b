"""What both services must agree on: settings, messages, signing, rendering, metrics."""
