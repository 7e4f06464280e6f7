"""`negotiable coders`, and the options that choose who codes after the program."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

import typer

from negotiable.cli.messages import say
from negotiable.cli.options import Debug
from negotiable.errors import UsageError

if TYPE_CHECKING:
    from negotiable.coding.coder import Coder

MODEL = "llm"

_CODER = "Who codes after the program: llm, or a coder that a package brings (negotiable coders)."
_ENDPOINT = "With --coder llm: the model's OpenAI-compatible address. Statements are sent there, and nowhere else."
_MODEL = "With --coder llm: the model's name."

CoderOption = Annotated[str | None, typer.Option("--coder", metavar="NAME", help=_CODER, show_default=False)]
Endpoint = Annotated[str | None, typer.Option("--endpoint", metavar="URL", help=_ENDPOINT, show_default=False)]
Model = Annotated[str | None, typer.Option("--model", metavar="NAME", help=_MODEL, show_default=False)]


@dataclass(frozen=True, slots=True)
class CoderChoice:
    """Who codes, as the command line names it: what another process can be told."""

    name: str
    endpoint: str | None = None
    model: str | None = None


def choice(name: str | None, endpoint: str | None, model: str | None) -> CoderChoice | None:
    """What the options ask for, None for the program alone. Raises UsageError where they do not go together."""
    if name != MODEL and (endpoint or model):
        raise UsageError("--endpoint and --model belong to --coder llm")
    if name is None:
        return None
    if name == MODEL and not (endpoint and model):
        raise UsageError("--coder llm asks a model: name its address with --endpoint URL and itself with --model NAME")
    chosen = CoderChoice(name, endpoint, model)
    coder_of(chosen)
    return chosen


@lru_cache(maxsize=4)
def coder_of(chosen: CoderChoice) -> "Coder":
    """The coder, the same one for all reports of a process. Raises UsageError if it cannot be started."""
    if chosen.name == MODEL and chosen.endpoint and chosen.model:
        from negotiable.coding.llm import LlmCoder
        from negotiable.coding.llm_client import Client

        return LlmCoder(Client(chosen.endpoint, chosen.model), say)
    from negotiable.coding.coder import find

    return find(chosen.name)


def coders(debug: Debug = False) -> int:
    """List who can code: the program, a model behind an address that you name, what installed packages bring."""
    from negotiable.coding.coder import installed

    for name in installed():
        print(name)
    print(f"{MODEL} (with --endpoint URL --model NAME; its key, if it needs one, from NEGOTIABLE_LLM_KEY)")
    return 0
