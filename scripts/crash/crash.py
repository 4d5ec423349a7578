"""Kills the real program at random moments of mixed work, on real files, and proves each time that nothing
acknowledged is missing, nothing is half there, and the chain of the log is whole.

Used by scripts/crash.sh: crash.py PROGRAM RUNS [SEED]. Every fifth run fills its disk before it is killed.
"""

import random
import sys
import time

from facts import Facts
from house import PATIENCE, House, Room
from proof import prove
from writers import Browser, Bulk, Program

# A data folder is used for so many runs, so that what a kill leaves meets the next one.
RUNS_IN_A_FOLDER = 20
EVERY_WITH_A_FULL_DISK = 5


def main():
    program, runs = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.SystemRandom().randrange(10**9)
    print(f"killing {runs} times; the seed is {seed}", flush=True)
    chance = random.Random(seed)
    begun, told, done = time.monotonic(), time.monotonic(), Tally()
    for first in range(0, runs, RUNS_IN_A_FOLDER):
        numbers = range(first, min(first + RUNS_IN_A_FOLDER, runs))
        full = [number for number in numbers if (number + 1) % EVERY_WITH_A_FULL_DISK == 0]
        usual = [number for number in numbers if number not in full]
        with Room() as room:
            several_runs(House(program, room.folder), usual, chance, done)
        for number in full:
            full_disk(program, number, chance, done)
        if time.monotonic() - told > 60:
            told = time.monotonic()
            print(f"{numbers[-1] + 1} of {runs}: {done}", flush=True)
    print(f"{done}; {time.monotonic() - begun:.0f} s")


class Tally:
    """What was done in all runs together."""

    def __init__(self):
        self.kills = self.full = self.acknowledged = self.refused = self.imports = self.backups = 0

    def __str__(self):
        return (
            f"{self.kills} kills ({self.full} of them on a full disk), {self.acknowledged} acknowledged writes, "
            f"{self.imports} imports and {self.backups} backups cut off or finished, nothing lost and nothing half there"
        )


def several_runs(house, numbers, chance, done):
    facts = Facts()
    house.set_up()
    for number in numbers:
        house.start()
        writers = at_work(house, facts, chance, number)
        beside = work_beside(house, facts, chance, number)
        time.sleep(chance.uniform(0.1, 1.3))
        house.kill()
        if beside is not None:
            # Sometimes it goes on for a while without the server, and sometimes it comes to its end.
            time.sleep(chance.choice([0, 0, 0.2, 0.5]))
            house.kill_beside(beside)
        for writer in writers:
            writer.join()
        done.kills += 1
        prove(house, facts, f"run {number}")
    done.acknowledged += facts.acknowledged
    done.imports += len(facts.imports)
    done.backups += facts.backups


def full_disk(program, number, chance, done):
    """Fills the disk amid the work, kills, makes room and looks."""
    with Room(on_disk_of=64) as room:
        house, facts = House(program, room.folder), Facts()
        house.set_up()
        house.start()
        writers = at_work(house, facts, chance, number)
        time.sleep(chance.uniform(0.1, 1.3))
        room.fill(house.server, chance.randrange(500_000))
        wait(lambda: facts.refused >= 20 or not house.is_alive())
        if facts.refused == 0:
            sys.exit(f"run {number}: nothing was refused though the disk was full")
        house.kill()
        for writer in writers:
            writer.join()
        room.make_room()
        done.kills += 1
        done.full += 1
        prove(house, facts, f"run {number}, full disk")
        # With room again it goes on as if nothing had been.
        house.start()
        before = facts.acknowledged
        again = at_work(house, facts, chance, number + 1_000_000)
        wait(lambda: facts.acknowledged >= before + 5)
        if facts.acknowledged < before + 5:
            sys.exit(f"run {number}: with room again nothing is taken")
        house.kill()
        for writer in again:
            writer.join()
        prove(house, facts, f"run {number}, room again")
        done.acknowledged += facts.acknowledged


def wait(is_so):
    """Until it is so, or patience ends."""
    end = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < end:
        time.sleep(0.05)


def at_work(house, facts, chance, number):
    kinds = [Program, Program, Bulk, Browser]
    writers = [
        kind(house, facts, random.Random(chance.randrange(10**9)), f"{number}-{place}")
        for place, kind in enumerate(kinds)
    ]
    for writer in writers:
        writer.start()
    return writers


def work_beside(house, facts, chance, number):
    """An import or a backup by another process on the same data, or none."""
    kind = chance.choice(["import", "import", "backup", None])
    if kind == "import":
        return house.begin_import(facts.begin_import(number))
    if kind == "backup":
        facts.backups += 1
        return house.begin("backup")
    return None


if __name__ == "__main__":
    main()
