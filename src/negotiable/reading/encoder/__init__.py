"""One pass of the encoder: sources, cues and contents as tagged spans."""
