"""A cluster of Spark on this machine: a master and workers as they run anywhere, each a process that is ended by its id."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pyspark

HOST = "127.0.0.1"


class Cluster:
    """A master and so many workers, with a core each."""

    def __init__(self, folder: Path, workers: int, memory: str = "1500m") -> None:
        self.folder, self.memory, self.processes = folder, memory, []
        self.url = f"spark://{HOST}:{_free_port()}"
        port = self.url.rsplit(":", 1)[1]
        self._start("master", "org.apache.spark.deploy.master.Master", "--port", port, "--webui-port", "0")
        _wait(lambda: _listens(int(port)), "the master")
        self.workers = [self._worker(n) for n in range(workers)]
        _wait(lambda: all("Successfully registered" in self.log(f"worker-{n}") for n in range(workers)), "the workers")

    def _worker(self, number: int) -> subprocess.Popen:
        work = str(self.folder / f"work-{number}")
        settings = ["--webui-port", "0", "--cores", "1", "--memory", self.memory, "--work-dir", work, self.url]
        return self._start(f"worker-{number}", "org.apache.spark.deploy.worker.Worker", *settings)

    def _start(self, name: str, main: str, *settings: str) -> subprocess.Popen:
        home = Path(pyspark.__file__).parent
        # Workers start what they run with the interpreter in which the wheel is installed.
        env = {**os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": HOST, "PYSPARK_PYTHON": sys.executable}
        log = open(self.folder / f"{name}.log", "wb")
        command = [str(home / "bin" / "spark-class"), main, "--host", HOST, *settings]
        process = subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT)
        self.processes.append(process)
        return process

    def log(self, name: str) -> str:
        """What a process has said so far."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def kill(self, worker: int) -> None:
        """Takes a worker away with all that it runs, as when a machine is lost."""
        lost = self.workers[worker]
        for child in _children(lost.pid):
            os.kill(child, signal.SIGKILL)
        lost.kill()

    def stop(self) -> None:
        """Ends every process that is still there."""
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _children(parent: int) -> list[int]:
    """The processes that a process started, and those that they did."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True).stdout
    own = [int(pid) for pid in listed.split()]
    return [pid for child in own for pid in (child, *_children(child))]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return one.getsockname()[1]


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex((HOST, port)) == 0


def _wait(there: object, what: str) -> None:
    end = time.monotonic() + 60
    while not there():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not come up in a minute")
        time.sleep(0.1)
