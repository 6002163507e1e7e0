# The real program on a folder of its own: started, killed, started again on the same data and port.
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading

ACCOUNTS = ["tg1", "tg2", "tg3", "tg4"]
SECRET = "crash-secret"


def token_of(account):
    return f"bot1000{account[2:]}:crash"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    def __init__(self, program, config, sink_port):
        self.program = os.path.abspath(program)
        self.folder = tempfile.mkdtemp(prefix="niangjia-crash-")
        self.port = free_port()
        self.data = os.path.join(self.folder, "data")
        self.config = os.path.join(self.folder, "config")
        shutil.copytree(config, self.config, ignore=shutil.ignore_patterns("bot.toml", "secrets"))
        self._write_settings(sink_port)
        self._log = open(os.path.join(self.folder, "log"), "ab")
        self._process = None

    def _write_settings(self, sink_port):
        sample = open(os.path.join(self.config, "bot.example.toml"), encoding="utf-8").read()
        head = sample[:sample.index("[[account]]")]
        # Everything after the last line of settings is remarks on the accounts.
        text = head + '\n[[account]]\nkey = "web"\nplatform = "webchat"\nenabled = true\n'
        secrets = os.path.join(self.config, "secrets")
        os.mkdir(secrets, 0o700)
        for account in ACCOUNTS:
            text += (f'\n[[account]]\nkey = "{account}"\nplatform = "telegram"\nenabled = true\n'
                     f'base_url = "http://127.0.0.1:{sink_port}"\nsecret = "file:secret"\ntoken = "file:{account}"\n')
            self._write_secret(os.path.join(secrets, account), token_of(account)[3:])
        self._write_secret(os.path.join(secrets, "secret"), SECRET)
        with open(os.path.join(self.config, "bot.toml"), "w", encoding="utf-8") as file:
            file.write(text)

    @staticmethod
    def _write_secret(path, text):
        with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(text + "\n")

    def launch(self):
        self._process = subprocess.Popen(
            [self.program, "serve", "--config", self.config, "--data", self.data, "--listen", f"127.0.0.1:{self.port}"],
            stdout=subprocess.PIPE, stderr=self._log)

    def wait_until_ready(self):
        watchdog = threading.Timer(60, self._process.kill)
        watchdog.start()
        line = self._process.stdout.readline()
        watchdog.cancel()
        if not line.startswith(b"listening on"):
            raise AssertionError(f"the program did not start, see {self.folder}/log")

    def shoot(self):
        """From any thread, at once; kill() looks after what is left."""
        os.kill(self._process.pid, signal.SIGKILL)

    def kill(self, trigger=None):
        """Now, or when the trigger is pulled within a second."""
        try:
            if trigger is not None:
                trigger.arm(self.shoot)
                self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            trigger.arm(None)
        self._process.send_signal(signal.SIGKILL)
        status = self._process.wait()
        self._process.stdout.close()
        if status != -signal.SIGKILL:
            raise AssertionError(f"the program ended by itself with {status}, see {self.folder}/log")

    def stop(self):
        self._process.send_signal(signal.SIGTERM)
        status = self._process.wait(timeout=60)
        self._process.stdout.close()
        if status != 0:
            raise AssertionError(f"a clean stop ended with {status}, see {self.folder}/log")

    def abandon(self):
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def remove(self):
        self._log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def admin(self, *words):
        done = subprocess.run([self.program, "admin", "--config", self.config, "--data", self.data, *words],
                              capture_output=True, text=True, timeout=90)
        if done.returncode != 0:
            raise AssertionError(f"admin {words[0]}: {done.stderr}")
        return done.stdout

    def pending_letters(self):
        return int(self.admin("status").split("pending ")[1].split()[0])

    def database(self):
        return sqlite3.connect(os.path.join(self.data, "niangjia.db"))

    def copy_as_left(self):
        """The file and its log as the killed program left them, opened elsewhere so that nothing here is touched."""
        copy = os.path.join(self.folder, "copy")
        shutil.rmtree(copy, ignore_errors=True)
        os.mkdir(copy)
        for name in ("niangjia.db", "niangjia.db-wal"):
            if os.path.exists(os.path.join(self.data, name)):
                shutil.copy(os.path.join(self.data, name), copy)
        return sqlite3.connect(os.path.join(copy, "niangjia.db"))
