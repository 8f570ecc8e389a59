#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""Window and command are one engine: on random teams the window says what meantimectl answers.

    test-window-agrees.py MEANTIME MEANTIMECTL [--first SEED] [--count N]

Everything is read through AT-SPI and compared with `meantimectl --json`. How a time is written
stands in reading.py once more, so that a slip in the window's words shows. Prints TAP.
"""
import argparse
import os
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "support"), os.path.join(HERE, "..", "property")]
import window  # noqa: E402

window.enter_session()

import generate  # noqa: E402
from oracle import answers, team as teams  # noqa: E402
from reading import Reading  # noqa: E402

def check_seed(programs, seed):
    """A random team, in a window of its own."""
    with tempfile.TemporaryDirectory(prefix="meantime-window-") as folder:
        generator = generate.Generator(seed, folder)
        path = generator.team()
        people = teams.Team(path).people
        me = people[seed % len(people)].id if seed % 4 else None
        home = {"XDG_DATA_HOME": folder + "/.data", "XDG_CONFIG_HOME": folder + "/.config", "XDG_CACHE_HOME": folder + "/.cache"}
        shown = Reading(programs, path, me, generator.now, home)
        with shown.window:
            found = shown.agree(generator.now)
    return [f"seed {seed}, me {me}, at {answers.utc(generator.now)}: {text}" for text in found]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("meantime")
    parser.add_argument("meantimectl")
    parser.add_argument("--first", type=int, default=500)
    parser.add_argument("--count", type=int, default=20)
    args = parser.parse_args()
    failed = 0
    print(f"1..{args.count}", flush=True)
    for number, seed in enumerate(range(args.first, args.first + args.count), 1):
        try:
            found = check_seed((args.meantime, args.meantimectl), seed)
        except (window.NotFound, AssertionError) as error:
            found = [f"seed {seed}: {error}"]
        for text in found:
            print("# " + text.replace("\n", "\n# "), flush=True)
        print(f"{'not ok' if found else 'ok'} {number} seed {seed}", flush=True)
        failed += bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
