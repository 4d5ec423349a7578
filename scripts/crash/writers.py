"""Threads that write as programs and browsers do, until the server is gone."""

import hashlib
import http.client
import json
import threading
import urllib.parse

from house import EMAIL, PASSWORD


class Writer(threading.Thread):
    def __init__(self, house, facts, chance, name):
        super().__init__(daemon=True)
        self.house, self.facts, self.chance, self.mark = house, facts, chance, name
        self.connection = http.client.HTTPConnection(house.address, timeout=30)
        self.own, self.count = [], 0

    def run(self):
        try:
            self.begin()
            while True:
                self.write()
        except (OSError, http.client.HTTPException):
            # The server is gone, in the midst of a request or between two.
            pass

    def begin(self):
        pass

    def ask(self, method, path, body=None, headers=None):
        """Status and JSON of an answer; what is refused because the disk is full is counted."""
        sent = {"Content-Type": "application/json", **(headers or {})}
        content = json.dumps(body) if isinstance(body, (dict, list)) else body
        self.connection.request(method, path, content, sent)
        answer = self.connection.getresponse()
        read = answer.read()
        if answer.status >= 500:
            self.facts.was_refused()
        is_json = (answer.getheader("content-type") or "").startswith("application/")
        return answer, json.loads(read) if is_json and read else None

    def next_name(self):
        self.count += 1
        return f"{self.mark}-{self.count}"


class Program(Writer):
    """Makes accounts, renames them, puts them into the bin and takes them out."""

    def call(self, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask(method, f"/api/v1{path}", body, {"Authorization": f"Bearer {self.house.key}", **headers})

    def write(self):
        deed = self.chance.choice([self.make, self.make, self.rename, self.rename, self.bin])
        (deed if self.own else self.make)()

    def make(self):
        name = self.next_name()
        group = self.facts.group([f"W{name}"])
        answer, record = self.call("POST", "/accounts", {"name": name, "external_id": f"W{name}"})
        if answer.status == 201:
            self.facts.taken(group)
            self.facts.made(record["id"], name)
            self.own.append(record["id"])

    def rename(self):
        id, name = self.chance.choice(self.own), self.next_name()
        self.facts.asks(id, "names", name)
        answer, _ = self.call("PATCH", f"/accounts/{id}", {"name": name}, If_Match="*")
        if answer.status == 200:
            self.facts.answered(id, "names", name)

    def bin(self):
        id = self.own.pop(self.chance.randrange(len(self.own)))
        self.facts.asks(id, "gone", True)
        answer, _ = self.call("DELETE", f"/accounts/{id}")
        if answer.status in (200, 204):
            self.facts.answered(id, "gone", True)


class Bulk(Program):
    """Makes twenty accounts by one request."""

    def write(self):
        names = [self.next_name() for _ in range(20)]
        group = self.facts.group([f"B{name}" for name in names])
        operations = [{"op": "create", "values": {"name": name, "external_id": f"B{name}"}} for name in names]
        answer, told = self.call("POST", "/accounts/bulk", {"operations": operations}, Idempotency_Key=names[0])
        if answer.status == 200 and told["done"] == len(names):
            self.facts.taken(group)


class Browser(Writer):
    """Puts files on an account."""

    def begin(self):
        form = urllib.parse.urlencode({"email": EMAIL, "password": PASSWORD})
        answer, _ = self.ask("POST", "/api/sign_in", form, {"Content-Type": "application/x-www-form-urlencoded"})
        cookies = [line.split(";")[0] for line in answer.headers.get_all("set-cookie") or []]
        self.cookie = "; ".join(cookies)
        key = {"Authorization": f"Bearer {self.house.key}"}
        answer, record = self.ask("POST", "/api/v1/accounts", {"name": self.next_name()}, key)
        self.account = record["id"] if answer.status == 201 else None

    def write(self):
        if self.account is None:
            return self.begin()
        content = self.chance.randbytes(self.chance.choice([10, 5_000, 200_000]))
        headers = {"Cookie": self.cookie, "X-File-Name": self.next_name(), "Content-Type": "application/octet-stream"}
        answer, told = self.ask("POST", f"/files/account/{self.account}", content, headers)
        if answer.status == 200:
            self.facts.filed(told["id"], hashlib.sha256(content).hexdigest())
