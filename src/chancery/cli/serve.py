"""``chancery serve``: the workspace in the browser."""

from __future__ import annotations

import gc
import multiprocessing
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import click

from chancery.cli.workspace import WorkspaceError, open_workspace, say, workspace_option


@click.command("serve")
@workspace_option
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--no-work", is_flag=True, help="Leave reminders and mails to `chancery work run`.")
def command(folder: Path, port: int, host: str, no_work: bool) -> None:
    """Serve until Ctrl+C; a process beside it reminds people and sends mails every five minutes.

    A new workspace is set up in the browser, with a code shown here.
    """
    check_port(host, port)
    workspace = open_workspace(folder, make=True)
    _invite_to_set_up(host, port)
    with nullcontext() if no_work else work_beside(workspace.root):
        run(host, port)


@contextmanager
def work_beside(root: Path) -> Iterator[None]:
    """``chancery work run`` every five minutes in a process of its own, for as long as we serve."""
    words = ["work", "run", "--every", "5", "--workspace", str(root), "--beside", str(os.getpid())]
    process = subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-P", "-m", "chancery", *words], stdout=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _invite_to_set_up(host: str, port: int) -> None:
    """Nobody is here yet: show the one-time code by which the browser sets the system up."""
    from chancery.people.actions import make_setup_code  # noqa: PLC0415 - needs Django
    from chancery.people.installed import is_set_up  # noqa: PLC0415

    if is_set_up():
        return
    say(
        f"This workspace is new. Open http://{host}:{port}/setup/ and type this code:\n\n"
        f"    {make_setup_code()}\n\n"
        "It opens the first start until an administrator is there; each start makes a new one."
    )


def check_port(host: str, port: int) -> None:
    """Say early and clearly that a port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WorkspaceError(
                f"Port {port} cannot be used ({error.strerror}): choose another with --port"
            ) from error


def settle() -> None:
    """Load what every request needs and leave it out of what the collector of garbage looks through.

    Before this it went through some 385,000 objects that stay for good every few dozen requests, and
    somebody waited a fifth of a second longer. Workers are forked afterwards and share them. What is
    left is looked through often and in small pieces: each takes 4 ms, at 50,000 objects it took 20.
    """
    from django.urls import get_resolver  # noqa: PLC0415 - needs Django

    _ = get_resolver().url_patterns  # all views and forms
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def run(host: str, port: int) -> None:
    """Serve with gunicorn, workers by the number of cores; returns when it is stopped."""
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - slow to import

    from chancery.documents import store  # noqa: PLC0415 - needs Django
    from chancery.reader.apart import warm_soon  # noqa: PLC0415 - the pages need it only later

    store.sweep()

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        def load_config(self) -> None:
            options: dict[str, Any] = {
                "bind": f"{host}:{port}",
                "workers": min(multiprocessing.cpu_count(), 4),
                "threads": 4,
                "preload_app": True,
                "timeout": 120,
                "loglevel": "warning",
                "control_socket_disable": True,
                "post_worker_init": lambda _worker: warm_soon(),
            }
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Callable[..., Any]:
            from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

            application = get_wsgi_application()
            settle()
            return application

    say(f"Serving on http://{host}:{port}/ (Ctrl+C stops)")
    Server().run()
