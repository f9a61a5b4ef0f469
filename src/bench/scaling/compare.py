"""Predicts the epochs that measure.sh measured, from those of one executor alone."""

import glob
import json
import os
import statistics
import subprocess
import sys

PARAMETERS = {"large": 1_313_025, "small": 161_025}
SHORT = 3_200
ROUNDS = 8


def late(folder, name, value):
    """Values of the second half of the epochs of all passes."""
    values = []
    for file in glob.glob(f"{folder}/{name}-*.jsonl"):
        epochs = [json.loads(line) for line in open(file)]
        values += [value(epoch) for epoch in epochs[len(epochs) // 2 :]]
    return values


def shard(epoch):
    return epoch["median_shard_seconds"]


def train(epoch):
    return epoch["train_seconds"]


def rest(epoch):
    return epoch["train_seconds"] - epoch["slowest_shard_seconds"]


def validation(epoch):
    return epoch["validation_seconds"]


def examples(folder):
    """Training examples of the epochs that are predicted."""
    return round(statistics.median(late(folder, "1", lambda e: e["examples_per_second"] * train(e))))


def shared_speed(folder):
    """Speed of a core while all cores work, relative to that of one alone."""
    speeds = []
    for file in glob.glob(f"{folder}/bench-*.json"):
        runs = json.load(open(file))["runs"]
        one, all_cores = (statistics.median(runs[key]) for key in ("fused_one", "fused_all"))
        speeds.append(min(1, all_cores / one / os.cpu_count()))
    return statistics.median(speeds)


def calibrate(folder):
    """Speeds and overheads, from runs of one executor."""
    center = statistics.median
    short, large = center(late(folder, "short", shard)), center(late(folder, "large", shard))
    replica = max(0, (large - short) / (ROUNDS - 1))
    rate = examples(folder) / (center(late(folder, "1", shard)) - replica)
    alone, rest_large, rest_small = (
        center(late(folder, name, rest)) for name in ("short", "large", "small")
    )
    round_large = (rest_large - alone) / (ROUNDS - 1)
    epoch = max(0, alone - round_large)
    # Weights and two moments of four bytes each, copied four times: see EpochCost.
    more = 4 * 12 * (PARAMETERS["large"] - PARAMETERS["small"])
    per_byte = max(1e-10, (rest_large - rest_small) / ROUNDS / more)
    task = 0.002
    per_round = max(0, round_large - task - 4 * 12 * PARAMETERS["large"] * per_byte)
    # One core scores the validation split, of a quarter as many examples.
    scoring = max(center(late(folder, "1", validation)) - replica - per_round, 1e-3)
    speedup = max(1, min(20, examples(folder) / 4 / scoring / rate))
    return {
        "--examples-per-second": f"{rate:.0f}",
        "--shared-speed": f"{shared_speed(folder):.3f}",
        "--validation-speedup": f"{speedup:.1f}",
        "--replica-overhead": f"{1e3 * replica:.1f}ms",
        "--round-overhead": f"{1e3 * per_round:.1f}ms",
        "--epoch-overhead": f"{1e3 * epoch:.1f}ms",
        "--task-overhead": f"{1e3 * task:.1f}ms",
        "--copy-rate": f"{1e-6 / per_byte:.0f}MB",
    }


def predict(root, folder, options):
    command = [f"{root}/submit/train.sh", "scaling", "--json", "--executors", "1,2,4,8"]
    command += ["--examples", str(round(examples(folder) / 0.8))]
    command += ["--shared-cores", str(os.cpu_count())]
    # Processes of one machine share its cores, so that none is slower than another for long.
    command += ["--bandwidth", "5GB", "--latency", "0.1ms", "--straggler-spread", "0"]
    for setting in (
        "data.source=sample",
        "training.batch-size=25",
        "averaging.every-batches=0",
        "averaging.rounds-per-epoch=4",
        "text.vocabulary-size=10000",
        "text.length=200",
        "model.embedding-size=128",
        "model.hidden-size=128",
    ):
        command += ["--set", setting]
    for option, value in options.items():
        command += [option, value]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    points = json.loads(output.splitlines()[-1])["points"]
    return {point["executors"]: point for point in points}


def main():
    root, folder = sys.argv[1:]
    options = calibrate(folder)
    print(" ".join(f"{key} {value}" for key, value in options.items()))
    print("executors  part        measured  predicted  difference")
    rows = []
    for executors, point in predict(root, folder, options).items():
        parts = {
            "training": (train, point["seconds"] - point["validation"]),
            "validation": (validation, point["validation"]),
            "epoch": (lambda epoch: train(epoch) + validation(epoch), point["seconds"]),
        }
        for part, (value, predicted) in parts.items():
            measured = statistics.median(late(folder, str(executors), value))
            error = predicted / measured - 1
            print(
                f"{executors:9d}  {part:10s}  {measured:6.2f} s  {predicted:7.2f} s"
                f"  {100 * error:+8.0f} %"
            )
            rows.append(
                {
                    "executors": executors,
                    "part": part,
                    "measured": measured,
                    "predicted": predicted,
                    "error": error,
                }
            )
    with open(f"{folder}/measured.json", "w") as file:
        json.dump({"cores": os.cpu_count(), "options": options, "rows": rows}, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
