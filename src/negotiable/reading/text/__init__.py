"""Paragraphs, sentences and quotations of a text."""
