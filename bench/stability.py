"""Growth of the stability analysis: random models of 4 parties, 2^8 to 2^22 states, as a table of CPU seconds and megabytes."""

import random
import resource
import subprocess
import sys
import time
from typing import Any

from negotiable.scenario.graph import graph_of
from negotiable.scenario.import_model import scenario_of
from negotiable.scenario.stability import stability

PARTIES, STATEMENTS = 4, 12


def model(options: int, seed: int) -> dict[str, Any]:
    """A random model in option form: two impossible combinations, one option in ten one-way."""
    rng = random.Random(seed)
    names = [f"option {n}" for n in range(options)]

    def conjunction() -> dict[str, str]:
        return {names[n]: rng.choice("YN") for n in rng.sample(range(options), rng.randint(1, 3))}

    def statement() -> dict[str, Any]:
        return {"all_of": conjunction()} if rng.random() < 0.5 else {"any_of": [conjunction(), conjunction()]}

    impossible = [set(rng.sample(range(options), 3)) for _ in range(2)]
    return {
        "options": [{"name": name, "permittedDirection": rng.choice(["fwd", *["both"] * 9])} for name in names],
        "decision_makers": [
            {
                "name": f"party {p}",
                "options": list(range(options * p // PARTIES, options * (p + 1) // PARTIES)),
                "preference_statements": [statement() for _ in range(STATEMENTS)],
            }
            for p in range(PARTIES)
        ],
        "infeasible": ["".join("Y" if n in held else "-" for n in range(options)) for held in impossible],
    }


def one(options: int) -> None:
    """Times one model in this process: preferences, moves and four definitions."""
    raw = model(options, seed=options)
    began = time.process_time()
    found = stability(graph_of(scenario_of(raw)))
    seconds = time.process_time() - began
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    counts = ", ".join(f"{name} {len(found.numbers(name)):,}" for name in found.stable)
    print(f"| {options} | {len(found.graph.states):,} | {seconds:.2f} | {megabytes} | {counts} |")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(int(sys.argv[1]))
    else:
        print("| options | states | CPU s | MB | equilibria |\n|---|---|---|---|---|", flush=True)
        for size in range(8, 23, 2):
            subprocess.run([sys.executable, __file__, str(size)], check=True)
