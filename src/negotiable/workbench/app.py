"""The pages of the workbench and the addresses they answer to."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from threading import Thread
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from negotiable.coding.conflicts_again import prepare
from negotiable.errors import BadRecord, NegotiableError
from negotiable.record.connection import explained
from negotiable.workbench import actors, changes, coders, contradictions, door, out, positions, review, saving, scenario
from negotiable.workbench.desk import HERE, Ask, Away, Desk, Page
from negotiable.workbench.forms import Form, TooMuch, read_form
from negotiable.workbench.guard import Guard
from negotiable.workbench.visitor import COOKIE, Visitor, visitor_of

View = Callable[[Ask], Page | Away | Response]
_OTHERS = "You code by yourself, and this page tells what others coded. Your name, at the top, leads to where that is chosen."
_PAGES: dict[str, View] = {
    "/": review.home,
    "/review": review.review,
    "/door": door.door,
    "/positions": positions.positions,
    "/contradictions": contradictions.contradictions,
    "/actors": actors.actors,
    "/actors/{n:int}": actors.actor,
    "/coders": coders.coders,
    "/trust": coders.trusted,
    "/changes": changes.changes,
    "/scenario": scenario.scenario,
    "/out": out.menu,
    "/out/{kind}": out.export,
}
_DEEDS: dict[str, View] = {
    "/door": door.enter,
    "/statements/{id}/accept": saving.accept,
    "/statements/{id}/reject": saving.reject,
    "/statements/{id}/correct": saving.correct,
    "/statements/{id}/note": saving.take_note,
    "/statements/{id}/split": saving.split,
    "/statements/{id}/join": saving.join,
    "/statements/{id}/decide": coders.decide,
    "/reports/{id}/add": saving.add,
    "/undo": changes.undo_last,
    "/redo": changes.redo_last,
    "/pairs": contradictions.judge,
    "/actors/merge": actors.merge,
    "/actors/part": actors.part,
    "/actors/{n:int}/rename": actors.rename_one,
    "/actors/{n:int}/assign": actors.assign_one,
    "/scenario": scenario.save,
    "/scenario/line": scenario.alter,
    "/scenario/off": scenario.leave_out,
}


def build(path: str, *, hosts: Iterable[str] = (), token: str | None = None) -> ASGIApp:
    """The workbench on the record at `path`. Raises `BadRecord` where there is none; see `Guard` for `hosts` and `token`."""
    desk = Desk(path)

    @asynccontextmanager
    async def life(_: Starlette) -> Any:
        Thread(target=prepare, daemon=True).start()  # else the first correction would wait for the codebook
        desk.start()
        yield
        desk.close()

    routes = [
        *(Route(address, _endpoint(desk, view), methods=["GET"]) for address, view in _PAGES.items()),
        *(Route(address, _endpoint(desk, view), methods=["POST"]) for address, view in _DEEDS.items()),
        Mount("/static", StaticFiles(directory=HERE / "static")),
    ]
    app = Starlette(routes=routes, lifespan=life, exception_handlers={HTTPException: _no_page})
    return Guard(app, hosts=hosts, token=token)


def _endpoint(desk: Desk, view: View) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        visitor = visitor_of(request.cookies.get(COOKIE))
        try:
            changing = request.method == "POST"
            form = await read_form(request) if changing else Form("")
            if changing and not visitor.owns(form.text("key")):
                return _problem("This page is from an earlier visit: go back, open it again, and repeat what you did.", 403)
            query = Form(request.url.query)
        except TooMuch as error:
            return _problem(str(error), 413)
        except ClientDisconnect:  # the page was left while its form was on the way: nobody is there to be told
            return Response(status_code=400)

        if visitor.kept_from(request.url.path):
            return _problem(_OTHERS, 403, visitor)
        address = request.url.path + (f"?{request.url.query}" if request.url.query else "")

        def work() -> Response:
            try:
                with desk.record() as record:
                    found = view(Ask(desk, record, visitor, request.path_params, query, form, address))
                    if isinstance(found, Away):
                        desk.catch_up()
                        return RedirectResponse(found.to, 303)
                    return HTMLResponse(found.html(), found.status) if isinstance(found, Page) else found
            except sqlite3.DatabaseError as error:
                found_out = explained(error, desk.path)
                if not isinstance(found_out, NegotiableError):
                    raise
                return _problem(str(found_out), 503)
            except BadRecord as error:
                return _problem(str(error), 404 if not changing else 400)
            except NegotiableError as error:
                return _problem(str(error), 400)

        response = await run_in_threadpool(work)
        if COOKIE not in request.cookies and "set-cookie" not in response.headers:
            door.keep(response, visitor)
        return response

    return answer


def _problem(why: str, status: int, visitor: Visitor | None = None) -> Response:
    known = {"visitor": visitor} if visitor else {}
    return HTMLResponse(Page("problem", {"title": "That did not work", "why": why, **known}).html(), status)


def _no_page(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return _problem("There is no such page here." if status == 404 else "This cannot be asked for here.", status)
