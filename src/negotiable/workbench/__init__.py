"""The workbench: local web pages where a person reads, corrects and decides; they write into the record like any coder."""
