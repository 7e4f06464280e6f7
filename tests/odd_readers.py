"""Readers for the tests of several processes: importable by name, as those processes need it."""

import os
import time

from negotiable.terms import CodedReading, Report


def read(report: Report) -> CodedReading:
    """BOOM trips it, KILL ends its process, SLOW takes a while, ENDLESS a minute."""
    if "BOOM" in report.text:
        raise ValueError("tripped\nover")
    if "KILL" in report.text:
        os._exit(9)
    time.sleep(60 if "ENDLESS" in report.text else 0.3 if "SLOW" in report.text else 0)
    return CodedReading(report=report, codebook="talks")
