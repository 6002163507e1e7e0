"""The three servers that are measured: how each is started, asked, counted and stopped. All on 127.0.0.1."""
import http.client
import os
import re
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
BUILD = os.path.join(ROOT, "build", "release")
WORK = os.path.join(ROOT, "build", "bench")
SECRET = "bench-secret"
LONGEST_START = 60.0
TICKS = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """A measurement that cannot be trusted; the driver says why and ends."""


def answers(port, path="/healthz"):
    """True once the server answers 200; connection refused counts as not yet."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as wire:
            wire.sendall(f"GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n".encode())
            return wire.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


class Server:
    """One process over one data folder. `stored` counts what this bench had acknowledged in that folder."""

    name = ""
    path = "/"
    database = None
    environment = {}

    def __init__(self, label):
        self.folder = os.path.join(WORK, "data", f"{self.name}-{label}")
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        self.process = None
        self.port = 0
        self.update, self.member, self.acknowledged = 1, 1, 0

    def command(self):
        raise NotImplementedError

    def start(self, **environment):
        log = open(os.path.join(WORK, f"{self.name}.log"), "ab")
        out_path = os.path.join(WORK, f"{self.name}.out")
        with log, open(out_path, "wb") as out:
            self.process = subprocess.Popen(self.command(), stdout=out, stderr=log, stdin=subprocess.DEVNULL,
                                            env={**os.environ, **self.environment, **environment})
        until = time.monotonic() + LONGEST_START
        while time.monotonic() < until and self.process.poll() is None:
            with open(out_path, encoding="utf-8") as text:
                said = re.search(r"listening on http://[\d.]+:(\d+)\n", text.read())
            if said and answers(int(said.group(1))):
                self.port = int(said.group(1))
                return self
            time.sleep(0.001)
        raise Failed(f"{self.name} did not start; see {WORK}/{self.name}.log")

    def stop(self):
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise Failed(f"{self.name} did not stop") from None
        self.process = None

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_kb(self):
        """(now, highest ever) of the resident set."""
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as status:
            text = status.read()
        return [int(re.search(rf"^{name}:\s+(\d+)", text, re.MULTILINE).group(1)) for name in ("VmRSS", "VmHWM")]

    def disk_bytes(self):
        with open(f"/proc/{self.process.pid}/io", encoding="utf-8") as io:
            return int(re.search(r"^write_bytes: (\d+)", io.read(), re.MULTILINE).group(1))

    def wal(self):
        """(bytes of frames, checkpoint sequence) of the write-ahead log; the sequence changes when it starts afresh."""
        file = os.path.join(self.folder, self.database + "-wal")
        if not os.path.exists(file) or os.path.getsize(file) < 32:
            return 0, None
        with open(file, "rb") as log:
            head = log.read(32)
        return os.path.getsize(file) - 32, struct.unpack(">I", head[12:16])[0]

    def stored(self):
        """How many messages the server itself says it holds; None: it keeps nothing."""
        return None


class Bare(Server):
    name = "bare"

    def command(self):
        return [os.path.join(BUILD, "bench", "bench_bare"), "0"]


class Niangjia(Server):
    name = "niangjia"
    path = "/hooks/telegram"
    database = "niangjia.db"
    environment = {"NIANGJIA_BENCH_SECRET": SECRET, "NIANGJIA_BENCH_TOKEN": "1:bench"}
    config = os.path.join(WORK, "config")
    program = os.path.join(BUILD, "niangjia")

    @classmethod
    def configure(cls, sink_port):
        """The shipped settings with one Telegram account whose letters go to our own sink."""
        shutil.rmtree(cls.config, ignore_errors=True)
        shutil.copytree(os.path.join(ROOT, "config"), cls.config, ignore=shutil.ignore_patterns("bot.toml", "secrets"))
        with open(os.path.join(cls.config, "bot.toml"), "w", encoding="utf-8") as settings:
            settings.write('[union]\nname = "示例工会"\nphone = "12351"\n\n[[account]]\nkey = "telegram"\n'
                           f'platform = "telegram"\nbase_url = "http://127.0.0.1:{sink_port}"\n'
                           'secret = "env:NIANGJIA_BENCH_SECRET"\ntoken = "env:NIANGJIA_BENCH_TOKEN"\n')

    def command(self):
        return [self.program, "serve", "--config", self.config, "--data", self.folder, "--listen", "127.0.0.1:0"]

    def admin(self, *words):
        command = [self.program, "admin", "--config", self.config, "--data", self.folder, *words]
        ran = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **self.environment}, check=False)
        if ran.returncode != 0:
            raise Failed(f"niangjia admin {' '.join(words)}: {ran.stderr.strip()}")
        return ran.stdout

    def say(self, text):
        """One message of a new member, as Telegram would bring it."""
        chat = 4_000_000_000 + self.update
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        body = (f'{{"update_id":{700_000_000 + self.update},"message":{{"message_id":{self.update},"from":{{"id":{chat},'
                f'"is_bot":false,"first_name":"x"}},"chat":{{"id":{chat},"type":"private"}},"date":1,"text":"{text}"}}}}')
        wire.request("POST", self.path, body.encode(), {"X-Telegram-Bot-Api-Secret-Token": SECRET})
        if wire.getresponse().status != 200:
            raise Failed("a message of the staff was not taken")
        self.update += 1
        self.acknowledged += 1

    def staff_arrives(self):
        """One person a desk, joined over the same chat, so that notices to staff are written too."""
        for number, line in enumerate(self.admin("desks").splitlines()):
            code = self.admin("staff", "add", f"值班{number}", "--desk", line.split("\t")[0]).strip().rpartition(": ")[2]
            self.say(code)

    def stored(self):
        return int(re.search(r"^messages (\d+)", self.admin("status"), re.MULTILINE).group(1))


class Grammy(Server):
    name = "grammy"
    database = "bot.db"
    home = os.path.join(HERE, "grammy")

    def command(self):
        return ["node", os.path.join(self.home, "bot.mjs"), self.folder, SECRET]

    def stored(self):
        with sqlite3.connect(f"file:{os.path.join(self.folder, self.database)}?mode=ro", uri=True) as db:
            return db.execute("SELECT count(*) FROM updates").fetchone()[0]

    @classmethod
    def build(cls):
        """Installs the pinned packages and compiles better-sqlite3 from its source. None: it works; else what is wrong."""
        lock = os.path.join(cls.home, "package-lock.json")
        stamp = os.path.join(cls.home, "node_modules", ".niangjia-built")
        with open(lock, encoding="utf-8") as text:
            wanted = text.read() + subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
        if os.path.exists(stamp):
            with open(stamp, encoding="utf-8") as text:
                if text.read() == wanted:
                    return None
        node = os.path.realpath(shutil.which("node") or "/usr/bin/node")
        prefix = os.path.dirname(os.path.dirname(node))
        environment = dict(os.environ)
        if os.path.exists(os.path.join(prefix, "include", "node", "node.h")):
            environment["npm_config_nodedir"] = prefix
        ran = subprocess.run(["npm", "ci", "--build-from-source", "--no-audit", "--no-fund", "--loglevel=error"], cwd=cls.home,
                             env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        with open(os.path.join(WORK, "grammy-build.log"), "w", encoding="utf-8") as log:
            log.write(ran.stdout)
        if ran.returncode != 0:
            return "NOT MEASURED: better-sqlite3 could not be compiled; see build/bench/grammy-build.log"
        with open(stamp, "w", encoding="utf-8") as text:
            text.write(wanted)
        return None
