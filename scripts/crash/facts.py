"""What was acknowledged, what was asked and never answered, and what that allows."""

import threading

ROWS_OF_AN_IMPORT = 4000


class Facts:
    def __init__(self):
        self.lock = threading.Lock()
        # Id of an account: what is true of it, and what was asked last without an answer.
        self.accounts = {}
        # External ids that one request made: all of them or none, and whether it was acknowledged.
        self.groups = []
        # Id of a file: the SHA-256 of what was sent.
        self.files = {}
        # What the ids of an import begin with.
        self.imports = []
        self.acknowledged = self.refused = self.backups = 0

    def made(self, id, name):
        with self.lock:
            self.accounts[id] = {"names": {name}, "gone": {False}}
            self.acknowledged += 1

    def asks(self, id, what, value):
        """Before it is answered, what was and what is asked may both be true."""
        with self.lock:
            self.accounts[id][what] = self.accounts[id][what] | {value}

    def answered(self, id, what, value):
        with self.lock:
            self.accounts[id][what] = {value}
            self.acknowledged += 1

    def filed(self, id, digest):
        with self.lock:
            self.files[id] = digest
            self.acknowledged += 1

    def group(self, ids):
        group = {"ids": ids, "acknowledged": False}
        with self.lock:
            self.groups.append(group)
        return group

    def taken(self, group):
        with self.lock:
            group["acknowledged"] = True
            self.acknowledged += 1

    def was_refused(self):
        with self.lock:
            self.refused += 1

    def begin_import(self, number):
        beginning = f"I{number}-"
        self.imports.append(beginning)
        return beginning
