"""Running an instance: a socket, the address on the terminal, the browser, and a clean end."""

from __future__ import annotations

import gc
import logging
import signal
import socket
import sys
import threading
import webbrowser

import uvicorn
from anyio import to_thread

from steelyard.catalog.compiled import keep_nothing
from steelyard.desk.app import Desk, make_app
from steelyard.desk.settings import Settings
from steelyard.desk.storage import open_store
from steelyard.desk.workers import SEARCHING, WEIGHING
from steelyard.logic.errors import SteelyardError

HOST = "127.0.0.1"
THREADS = 80


def listen(port: int) -> socket.socket:
    """A socket on loopback; port 0 takes any that is free. Raises SteelyardError (SY-K052) for one that is taken."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
    except (OSError, OverflowError) as error:
        found.close()
        raise SteelyardError("SY-K052", f"port {port} cannot be used: {error}", where="--port",
                             right="another port, or none: one that is free is taken") from None  # fmt: skip
    return found


def serve(settings: Settings, port: int, browser: bool) -> None:
    """Serve the instance until SIGTERM or SIGINT; both let running requests end. An office puts its TLS server before it."""
    if not settings.save:
        keep_nothing()
    gc.enable()  # the command line does without; a server that runs for days may not
    desk = Desk(open_store(settings))
    found = listen(port)
    address = f"http://{HOST}:{found.getsockname()[1]}"
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    config = uvicorn.Config(
        make_app(desk), log_config=None, access_log=False, server_header=False, date_header=False, lifespan="off",
        timeout_graceful_shutdown=20, proxy_headers=settings.mode == "office", forwarded_allow_ips=HOST,
        limit_concurrency=400, h11_max_incomplete_event_size=65_536,
    )  # fmt: skip

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            to_thread.current_default_thread_limiter().total_tokens = THREADS
            await super().startup(sockets=sockets)
            _announce(desk, address, browser)

    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda _number, _frame: None)  # the server takes them while it runs; after that all is done
    for worker in (WEIGHING, SEARCHING):
        worker.start(keeps=settings.save)
    desk.jobs.resume()
    try:
        Server(config).run(sockets=[found])
    finally:
        for worker in (WEIGHING, SEARCHING):
            worker.stop()
    desk.store.engine.dispose()


def _announce(desk: Desk, address: str, browser: bool) -> None:
    if desk.settings.mode == "office":
        sys.stdout.write(f"Steelyard listens on {address} for {desk.settings.address}\n")
        sys.stdout.flush()
        return
    link = _say(desk, address, "Steelyard is at")
    desk.door.used = lambda: _say(desk, address, "To open it in another browser:")
    if browser:
        threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()


def _say(desk: Desk, address: str, words: str) -> str:
    link = f"{address}/enter?token={desk.door.secret}"
    sys.stdout.write(f"{words} {link}\n")
    sys.stdout.flush()
    return link
