"""From tagged spans to attributions."""
