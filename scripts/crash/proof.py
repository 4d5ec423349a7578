"""What must be true after every death."""

import hashlib
import os
import sqlite3
import sys
import uuid


def prove(house, facts, when):
    """Ends everything with what is wrong, or says nothing."""
    # It opens the database as a new process does, after which nobody writes.
    chain = house.command("audit", "verify", may_fail=True)
    wrong = [] if chain.startswith("The log is whole") else [f"audit verify: {chain}"]
    database = sqlite3.connect(house.database())
    try:
        checks = [integrity, accounts, groups, files, history, imports]
        wrong += [line for check in checks for line in check(database, house, facts)]
    finally:
        database.close()
    wrong += backups(house)
    if wrong:
        kept = house.folder + "-kept"
        os.system(f"cp -r {house.folder} {kept}")
        print(f"{when}: {len(wrong)} wrong, the data lie in {kept}", *wrong[:20], sep="\n", file=sys.stderr)
        sys.exit(1)


def shown(id):
    """An id as the API writes it."""
    return str(uuid.UUID(bytes=id))


def integrity(database, _house, _facts):
    (told,) = database.execute("PRAGMA integrity_check").fetchone()
    return [] if told == "ok" else [f"integrity_check: {told}"]


def accounts(database, _house, facts):
    rows = database.execute("SELECT id, name, deleted_at IS NOT NULL FROM account")
    there = {shown(id): (name, bool(gone)) for id, name, gone in rows}
    for id, fact in facts.accounts.items():
        name, gone = there.get(id, (None, None))
        if name not in fact["names"] or gone not in fact["gone"]:
            yield f"account {id} should be {fact} and is {name!r}, gone: {gone}"
        # What is there now is what the next death must leave.
        fact["names"], fact["gone"] = {name}, {gone}


def groups(database, _house, facts):
    there = {id for (id,) in database.execute("SELECT external_id FROM account WHERE external_id IS NOT NULL")}
    for group in facts.groups:
        found = sum(id in there for id in group["ids"])
        least = len(group["ids"]) if group["acknowledged"] else 0
        if found not in (least, len(group["ids"])):
            yield f"{found} of {len(group['ids'])} that one request made: {group['ids'][0]}"
        group["acknowledged"] = found > 0


def files(database, house, facts):
    rows = {shown(id): digest for id, digest in database.execute("SELECT id, digest FROM attachment")}
    for id, digest in facts.files.items():
        if rows.get(id) != digest:
            yield f"file {id} is missing"
    for id, digest in rows.items():
        place = os.path.join(house.folder, "data", "files", "content", digest[:2], digest)
        try:
            with open(place, "rb") as file:
                if hashlib.sha256(file.read()).hexdigest() != digest:
                    yield f"file {id} has other bytes"
        except OSError as error:
            yield f"file {id}: {error}"


def history(database, _house, _facts):
    """Each account has an event for each of its versions, and none for one that it does not have."""
    halves = database.execute(
        """SELECT account.id, account.version, count(event.seq), max(event.version) FROM account
        LEFT JOIN event ON event.object = 'account' AND event.record_id = account.id AND event.version > 0
        GROUP BY account.id HAVING count(DISTINCT event.version) <> account.version OR max(event.version) <> account.version"""
    )
    for id, version, events, last in halves:
        yield f"account {shown(id)} is at version {version} with {events} events up to {last}"
    nobody = database.execute(
        """SELECT count(*) FROM event WHERE object = 'account' AND version > 0
        AND NOT EXISTS (SELECT 1 FROM account WHERE account.id = event.record_id)"""
    )
    (count,) = nobody.fetchone()
    if count:
        yield f"{count} events of accounts that are not there"


def imports(database, _house, facts):
    """A batch of rows is there with the progress that names it."""
    jobs = database.execute("SELECT file_name, rows_done FROM import_job").fetchall()
    done = {name.removesuffix(".csv"): rows for name, rows in jobs}
    for beginning in facts.imports:
        like = f"{beginning}%"
        count, different = database.execute(
            "SELECT count(*), count(DISTINCT external_id) FROM account WHERE external_id LIKE ?", (like,)
        ).fetchone()
        if count != different or count != done.get(beginning, 0):
            yield f"import {beginning}: {count} rows, {different} different, {done.get(beginning, 0)} are said to be done"


def backups(house):
    """What is listed as a backup is one."""
    listed = house.command("backup", "list").splitlines()
    for line in listed[:1]:
        name = line.split()[0]
        told = house.command("backup", "verify", name, may_fail=True)
        if "tables with" not in told:
            yield f"backup {name}: {told}"
