"""One installation: its folder, its server, and its other commands."""

import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time

from facts import ROWS_OF_AN_IMPORT

PASSWORD = "a long way to Ningbo"
EMAIL = "anna@example.com"
PATIENCE = 60


class Room:
    """A folder; `on_disk_of` so many megabytes, where one may mount a disk."""

    def __init__(self, on_disk_of=None):
        self.megabytes, self.is_mounted = on_disk_of, False

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="rapport-crash-")
        if self.megabytes is not None:
            mount = ["mount", "-t", "tmpfs", "-o", f"size={self.megabytes}m", "none", self.folder]
            self.is_mounted = os.geteuid() == 0 and subprocess.run(mount, stderr=subprocess.DEVNULL).returncode == 0
        return self

    def fill(self, process, left):
        """Leaves `left` bytes; where no disk is mounted no file of `process` may grow by more than that."""
        if not self.is_mounted:
            files = [os.path.join(folder, name) for folder, _, names in os.walk(self.folder) for name in names]
            most = max(os.path.getsize(file) for file in files) + left
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, most))
            return
        with open(self.ballast(), "wb", buffering=0) as file:
            while (free := self.free() - left) > 0:
                try:
                    file.write(bytes(min(free, 1_000_000)))
                except OSError:
                    # Others write, too, and were quicker: it is full.
                    return

    def free(self):
        disk = os.statvfs(self.folder)
        return disk.f_bavail * disk.f_frsize

    def make_room(self):
        if self.is_mounted:
            os.remove(self.ballast())

    def ballast(self):
        return os.path.join(self.folder, "ballast")

    def __exit__(self, *_):
        if self.is_mounted:
            subprocess.run(["umount", "--lazy", self.folder], check=True)
        shutil.rmtree(self.folder, ignore_errors=True)


class House:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.server = self.address = self.key = None
        ours = lambda name: name.startswith("RAPPORT_") or name == "DATABASE_URL"
        self.environment = {name: value for name, value in os.environ.items() if not ours(name)}
        self.environment["RAPPORT_API_RATE"] = "0"
        self.environment["RAPPORT_PAGE_RATE"] = "0"

    def database(self):
        return os.path.join(self.folder, "data", "rapport.db")

    def set_up(self):
        add = ["user", "add", "--email", EMAIL, "--name", "Anna", "--role", "administrator", "--password-stdin"]
        self.command(*add, given=PASSWORD)
        self.key = self.command("key", "add", "--email", EMAIL, "--name", "Crash", "--scope", "records:write").strip()

    def begin(self, *arguments, out=subprocess.DEVNULL):
        """Starts the program; a file that may not grow any more is an error to it as a full disk is, no signal."""
        return subprocess.Popen(
            [self.program, *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL if out is subprocess.DEVNULL else subprocess.STDOUT,
            restore_signals=False,
            preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
        )

    def command(self, *arguments, given=None, may_fail=False):
        done = subprocess.run(
            [self.program, *arguments],
            cwd=self.folder,
            env=self.environment,
            input=given,
            stdin=None if given is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode != 0 and not may_fail:
            raise SystemExit(f"rapport {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self):
        with tempfile.TemporaryFile("w+") as said:
            self.server = self.begin("serve", "--listen", "127.0.0.1:0", "--log", "error", out=said)
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end and self.is_alive():
                said.seek(0)
                ready = [line for line in said.read().splitlines() if line.startswith("Rapport is ready at ")]
                if ready:
                    self.address = ready[0].split("://")[1].strip()
                    return
                time.sleep(0.02)
            said.seek(0)
            raise SystemExit(f"the server does not start again: {said.read()}")

    def is_alive(self):
        return self.server.poll() is None

    def kill(self):
        self.kill_beside(self.server)

    def kill_beside(self, process):
        """SIGKILL: nothing of it runs any more."""
        process.kill()
        process.wait()

    def begin_import(self, beginning):
        file = os.path.join(self.folder, f"{beginning}.csv")
        with open(file, "w", encoding="utf-8") as out:
            out.write("Account Name,Account Id\n")
            for row in range(ROWS_OF_AN_IMPORT):
                out.write(f"Customer {beginning}{row},{beginning}{row}\n")
        return self.begin("import", "account", file, "--map", "Account Id=external_id")
