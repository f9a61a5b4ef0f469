"""One turn of one program: an epoch to warm up, and those that are timed."""

import argparse
import json
import os
import platform
from importlib.metadata import version

SEED = 42
BATCH_SIZE = 64


def arguments(description):
    """The options that each program has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("npz", help="Keras's imdb.npz")
    parser.add_argument("--output", help="where the turn is written as JSON")
    parser.add_argument("--epochs", type=int, default=2, help="timed epochs, after one to warm up")
    return parser


def cores():
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0))


def finish(name, options, packages, settings, examples, seconds, losses):
    """Writes what was measured. The first of the epochs' seconds is that of the warm-up."""
    turn = {
        "name": name,
        "versions": {package: version(package) for package in packages}
        | {"python": platform.python_version()},
        "settings": settings | {"cores": cores()},
        "examples": examples,
        "warm_up_seconds": seconds[0],
        "examples_per_second": [examples / epoch for epoch in seconds[1:]],
        "losses": losses,
    }
    text = json.dumps(turn, indent=2)
    if options.output:
        with open(options.output, "w") as file:
            file.write(text + "\n")
    else:
        print(text)
