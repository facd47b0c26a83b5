"""A Firefox without a window, driven by its own remote protocol, Marionette: lengths and JSON over a local socket."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

PROGRAMS = ("firefox-esr", "firefox")
START = 120
"""Seconds that a Firefox may take to start: the first start on a busy machine is slow."""

ANSWER = 60
"""Seconds that one command may take."""

NO_ACCESS = "--remote-allow-system-access"
"""Lets the protocol read the browser's own console; versions that need no such leave do not mind it."""

PREFERENCES: dict[str, bool | int | str] = {
    # Port 0: any free one, which Firefox then writes into its profile.
    "marionette.port": 0,
    # Otherwise a driven Firefox treats all files of a disk as one site, as no reader's Firefox does.
    "remote.prefs.recommended": False,
    # It must ask no host but this machine for anything: what it still tries goes to a port where nobody listens.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "app.update.disabledForTesting": True,
    "browser.region.network.url": "",
    "browser.safebrowsing.blockedURIs.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.update.enabled": False,
    "browser.search.update": False,
    "browser.topsites.contile.enabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "network.prefetch-next": False,
    "network.trr.mode": 5,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.server": "data:,",
    # No pages but those that the tests open.
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.tabs.warnOnClose": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    # No processes in store: each costs a start, and few are ever used.
    "dom.ipc.processPrelaunch.enabled": False,
    "toolkit.cosmeticAnimations.enabled": False,
    "ui.prefersReducedMotion": 1,
    # What pages write to their console, and nothing of the browser's own, is found in Firefox's output.
    "devtools.console.stdout.chrome": False,
    "devtools.console.stdout.content": True,
}


def find_firefox() -> str | None:
    """Return the path of a Firefox on this machine; one in a snap is none, for it sees no temporary folders."""
    for path in filter(None, map(shutil.which, PROGRAMS)):
        with Path(path).open("rb") as program:
            if b"/snap/" not in program.read(4096):
                return path
    return None


class MarionetteError(Exception):
    """What Firefox answered instead of a result; `kind` is WebDriver's name for it."""

    def __init__(self, kind: str, message: str) -> None:
        self.kind = kind
        super().__init__(f"{kind}: {message}")


class Marionette:
    """A connection to a Firefox; commands and their parameters are those of the WebDriver standard."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=ANSWER)
        self._received = b""
        self._number = 0
        greeting = self._read()
        assert greeting["marionetteProtocol"] == 3, f"an unknown version of Marionette: {greeting}"

    def call(self, command: str, **parameters: Any) -> Any:
        """Return the result of a command, such as "WebDriver:Navigate"; raises MarionetteError where it failed."""
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        try:
            self._socket.sendall(b"%d:%s" % (len(message), message))
            kind, number, error, result = self._read()
        except TimeoutError:
            raise AssertionError(f"Firefox gave no answer to {command} within {ANSWER} seconds") from None
        except ConnectionError as trouble:
            raise AssertionError(f"Firefox ended or crashed at {command}: {trouble}") from None
        assert (kind, number) == (1, self._number), f"Firefox answered something else than {command}"
        if error:
            raise MarionetteError(error["error"], error["message"])
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def quit(self) -> None:
        """End Firefox; a hanging one is left as it is after some seconds."""
        with suppress(AssertionError, OSError, MarionetteError), self._socket:
            self._socket.settimeout(10)
            self.call("Marionette:Quit", flags=["eForceQuit"])

    def _read(self) -> Any:
        while b":" not in self._received:
            self._receive()
        length, _, self._received = self._received.partition(b":")
        while len(self._received) < int(length):
            self._receive()
        message, self._received = self._received[: int(length)], self._received[int(length) :]
        return json.loads(message)

    def _receive(self) -> None:
        more = self._socket.recv(65536)
        if not more:
            raise ConnectionError("it closed the connection")
        self._received += more


@contextmanager
def running(program: str, folder: Path) -> Iterator[Marionette]:
    """Run a Firefox with a new profile, below a folder, until the block ends; its output is in folder/output."""
    profile = folder / "profile"
    profile.mkdir(parents=True)
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [program, "--headless", "--no-remote", "--marionette", NO_ACCESS, "--profile", str(profile)]
    environment = os.environ | {"HOME": str(folder), "TMPDIR": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1"}
    environment.pop("DISPLAY", None)
    with (folder / "output").open("wb") as output:
        # A session of its own: where it does not end by itself, its helpers are ended with it.
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
    marionette = None
    try:
        marionette = Marionette(_port(process, profile / "MarionetteActivePort", folder / "output"))
        marionette.call("WebDriver:NewSession", capabilities={"alwaysMatch": {"timeouts": {"pageLoad": 30_000}}})
        yield marionette
    finally:
        _end(process, marionette)


def _port(process: "subprocess.Popen[bytes]", file: Path, output: Path) -> int:
    """Wait until Firefox listens; returns the port."""
    until = time.monotonic() + START
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        with suppress(OSError, ValueError):
            return int(file.read_text())
        time.sleep(0.05)
    ended = "ended at once" if process.poll() is not None else f"was not ready after {START} seconds"
    raise AssertionError(f"Firefox {ended}:\n{output.read_text(errors='replace')[-2000:]}")


def _end(process: "subprocess.Popen[bytes]", marionette: Marionette | None) -> None:
    """End Firefox: kindly if it listens, else by its process id."""
    if marionette:
        marionette.quit()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
    for way in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, way)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
