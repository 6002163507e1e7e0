# Stands where Telegram would: takes sendMessage calls, remembers what arrived in which order, and is often in trouble.
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Sink:
    def __init__(self, seed):
        self.seed = seed
        self.well = False          # True: no more trouble
        self.arrived = {}          # (account token, chat) -> texts in the order in which they arrived
        self.troubles = 0
        self._calls = {}           # how often one text was tried, so that trouble passes
        self._busy = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def wait_until_quiet(self):
        """After a kill: what the dead program had on the wire is taken in before the next one starts."""
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with self._lock:
                if self._busy == 0:
                    return
            time.sleep(0.005)
        raise AssertionError("the sink still has connections of a dead program")

    def _fate(self, key):
        """What happens to this call; the same seed gives the same fates."""
        with self._lock:
            self._calls[key] = tries = self._calls.get(key, 0) + 1
        if self.well or tries > 2:
            return "take"
        draw = hashlib.sha256(f"{self.seed} {key} {tries}".encode()).digest()[0]
        for limit, fate in ((13, "500"), (22, "429"), (32, "hang_up"), (42, "take_and_hang_up")):
            if draw < limit:
                with self._lock:
                    self.troubles += 1
                return fate
        return "take"

    def _handler(sink):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self):
                with sink._lock:
                    sink._busy += 1
                super().setup()

            def finish(self):
                try:
                    super().finish()
                except OSError:
                    pass
                finally:
                    with sink._lock:
                        sink._busy -= 1

            def handle(self):
                try:
                    super().handle()
                except OSError:
                    self.close_connection = True

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                token, method = self.path.split("/")[1:3]
                if method != "sendMessage":
                    return self.answer(200, {"ok": True, "result": True})
                call = json.loads(body)
                chat, text = int(call["chat_id"]), call["text"]
                fate = sink._fate((token, chat, text))
                if fate == "500":
                    return self.answer(500, {"ok": False, "error_code": 500, "description": "Internal Server Error"})
                if fate == "429":
                    return self.answer(429, {"ok": False, "error_code": 429, "description": "Too Many Requests",
                                             "parameters": {"retry_after": 1}})
                if fate == "hang_up":
                    self.close_connection = True
                    return
                with sink._lock:
                    texts = sink.arrived.setdefault((token, chat), [])
                    texts.append(text)
                    number = len(texts)
                if fate == "take_and_hang_up":
                    self.close_connection = True
                    return
                self.answer(200, {"ok": True, "result": {"message_id": number, "chat": {"id": chat}}})

            def answer(self, status, what):
                body = json.dumps(what).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words):
                pass

        return Handler
