# Members who write whatever happens, and repeat with the same id what was not acknowledged, as platforms and pages do.
import http.client
import json
import random
import threading
import time

from house import SECRET

FIRST = ["老板三个月没发工资", "食堂的菜太咸了", "想问问怎么入会", "加班费一直没算", "您好", "工资条在哪里看",
         "我被公司辞退了,没有补偿", "车间太热,想装风扇", "How do I join the union?", "孩子上学有补助吗"]
LATER = ["1", "1", "1", "2", "是", "顺丰外包", "进度", "谢谢", "补充一下:已经拖了很久", "三个月", "不清楚", "?"]
PERSON = "人工"  # each one is a letter into the one chat of a colleague, where one a second may go
PERSON_SHARE = 0.01
MESSAGES_A_CHAT = 6


class Said:
    def __init__(self, account, message_id, text, chat):
        self.account, self.message_id, self.text, self.chat = account, message_id, text, chat
        self.entry = None  # the row that a web page was told


class Trigger:
    """Kills the program in the very moment in which somebody hears that their message is taken."""

    def __init__(self):
        self._kill = None

    def arm(self, kill):
        self._kill = kill

    def pull(self):
        kill, self._kill = self._kill, None
        if kill is not None:
            kill()


class Sender(threading.Thread):
    """One line of messages, one after another; the next begins when the one before is acknowledged."""

    def __init__(self, name, seed, port, trigger):
        super().__init__(name=name, daemon=True)
        self.trigger = trigger
        self.random = random.Random(f"{seed} {name}")
        self.port = port
        self.stopping = threading.Event()
        self.acknowledged = []  # Said values, in order; only this thread adds
        self.repeats = 0        # attempts without an answer
        self.problem = None
        self._connection = None
        self._chats = []        # [chat, messages so far]

    def run(self):
        try:
            number = 0
            while not self.stopping.is_set():
                number += 1
                said = self.compose(number)
                self.send_until_acknowledged(said)
                self.acknowledged.append(said)
                if self.random.random() < 0.1:  # the acknowledgement was lost on the way
                    self.send_until_acknowledged(said)
                time.sleep(self.random.uniform(*self.pause))
        except Exception as problem:  # noqa: BLE001  the driver reports it
            self.problem = problem

    def words(self, place):
        if self.random.random() < PERSON_SHARE:
            return PERSON
        return self.random.choice(FIRST if place == 0 else LATER)

    def pick_chat(self):
        if len(self._chats) < 5 or self.random.random() < 0.2:
            self._chats.append([self.new_chat(), 0])
        one = self.random.choice(self._chats)
        place = one[1]
        one[1] += 1
        if one[1] == MESSAGES_A_CHAT:
            self._chats.remove(one)
        return one[0], place

    def send_until_acknowledged(self, said):
        while True:
            try:
                status, body = self.attempt(said)
            except (OSError, http.client.HTTPException):
                self._connection = None
                status, body = 0, b""
            if status == 200:
                return self.taken(said, body)
            if status not in (0, 429, 503):
                raise AssertionError(f"{said.account} {said.message_id} was refused with {status}")
            self.repeats += 1
            time.sleep(0.02)

    def request(self, method, path, body, headers):
        if self._connection is None or self.random.random() < 0.2:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        if response.status == 200 and method == "POST":
            self.trigger.pull()
        return response.status, response.read(), response.headers

    def taken(self, said, body):
        pass


class TelegramSender(Sender):
    pause = (0.03, 0.08)

    def __init__(self, account, seed, port, trigger):
        super().__init__(account, seed, port, trigger)
        self.account = account
        self._next_chat = int(account[2:]) * 1_000_000
        self._bodies = {}

    def new_chat(self):
        self._next_chat += 1
        return self._next_chat

    def compose(self, number, chat=None, text=None):
        if chat is None:
            chat, place = self.pick_chat()
            text = self.words(place)
        person = {"id": chat, "is_bot": False, "first_name": "L", "language_code": "zh-hans"}
        where = {"id": chat, "type": "private", "first_name": "L"}
        message = {"message_id": number, "from": person, "chat": where, "date": 1_772_416_800}
        if text in ("1", "2") and self.random.random() < 0.5:
            update = {"update_id": number, "callback_query": {"id": f"b{number}", "from": person, "message": message,
                                                              "chat_instance": "1", "data": text}}
        else:
            update = {"update_id": number, "message": {**message, "text": text}}
        self._bodies = {str(number): json.dumps(update).encode()}
        return Said(self.account, str(number), text, chat)

    def attempt(self, said):
        status, body, _ = self.request("POST", f"/hooks/{self.account}", self._bodies[said.message_id],
                                       {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"})
        return status, body


class WebSender(Sender):
    pause = (0.005, 0.02)

    def new_chat(self):
        while True:
            try:
                status, _, headers = self.request("GET", "/chat", None, {})
                if status == 200:
                    return headers["Set-Cookie"].split(";")[0]
            except (OSError, http.client.HTTPException):
                self._connection = None
            time.sleep(0.02)

    def compose(self, number):
        chat, place = self.pick_chat()
        return Said("web", f"{self.name}-{number:06d}", self.words(place), chat)

    def attempt(self, said):
        body = json.dumps({"id": said.message_id, "text": said.text, "lang": "zh"}).encode()
        status, body, _ = self.request("POST", "/chat/messages", body,
                                       {"Cookie": said.chat, "Content-Type": "application/json"})
        return status, body

    def taken(self, said, body):
        told = json.loads(body)["entry"]
        if said.entry not in (None, told):
            raise AssertionError(f"{said.message_id} was told row {said.entry}, then {told}")
        said.entry = told
