"""The wheel holds the program with its data, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CACHES = {"__pycache__", ".DS_Store"}


def test_a_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name}
        metadata = [name for name in packed.namelist() if name.endswith("licenses/LICENSE")]
    package = (path for path in (ROOT / "src").rglob("*") if path.is_file() and not CACHES & set(path.parts))
    assert names == {path.relative_to(ROOT / "src").as_posix() for path in package}
    assert metadata


def test_the_locks_name_no_registry_and_pin_every_file_by_hash() -> None:
    for lock in ("requirements/run.lock", "requirements/dev.lock", "bench/requirements.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "://" not in text
        pins = [entry for entry in text.split("\n") if "==" in entry and not entry.startswith((" ", "#"))]
        assert len(pins) > 20
        assert all(entry.endswith("\\") for entry in pins)
        assert text.count("--hash=sha256:") >= len(pins)
