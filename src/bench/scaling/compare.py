"""Predicts the epochs that measure.sh measured, from those of one executor alone."""

import glob
import json
import os
import statistics
import subprocess
import sys

PARAMETERS = {"large": 1_313_025, "small": 161_025}
EXAMPLES = 3_200
ROUNDS = 8
BATCHES = 4_000


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


def calibrate(folder, center):
    """Speeds and overheads, from the runs of one executor."""
    one, large = center(late(folder, "1", shard)), center(late(folder, "large", shard))
    replica = max(0, (large - one) / (ROUNDS - 1))
    rate = EXAMPLES / (one - replica)
    alone, rest_large, rest_small = (
        center(late(folder, name, rest)) for name in ("1", "large", "small")
    )
    round_large = (rest_large - alone) / (ROUNDS - 1)
    epoch = max(0, alone - round_large)
    # Weights and two moments of four bytes each, copied four times: see EpochCost.
    more = 4 * 12 * (PARAMETERS["large"] - PARAMETERS["small"])
    per_byte = max(1e-10, (rest_large - rest_small) / ROUNDS / more)
    task = 0.002
    per_round = max(0, round_large - task - 4 * 12 * PARAMETERS["large"] * per_byte)
    # One core scores the validation split, of a quarter as many examples.
    scoring = center(late(folder, "1", lambda epoch: epoch["validation_seconds"]))
    seconds = max(scoring - replica - per_round - epoch, 1e-3)
    speedup = max(1, min(20, EXAMPLES / 4 / seconds / rate))
    return {
        "--examples-per-second": f"{rate:.0f}",
        "--validation-speedup": f"{speedup:.1f}",
        "--replica-overhead": f"{1e3 * replica:.1f}ms",
        "--round-overhead": f"{1e3 * per_round:.1f}ms",
        "--epoch-overhead": f"{1e3 * epoch:.1f}ms",
        "--task-overhead": f"{1e3 * task:.1f}ms",
        "--copy-rate": f"{1e-6 / per_byte:.0f}MB",
    }


def predict(root, options):
    command = [f"{root}/submit/train.sh", "scaling", "--json", "--executors", "1,2,4,8"]
    command += ["--examples", str(BATCHES), "--shared-cores", str(os.cpu_count())]
    # Processes of one machine share its cores, so that none is slower than another for long.
    command += ["--bandwidth", "5GB", "--latency", "0.1ms", "--straggler-spread", "0"]
    for setting in (
        "data.source=sample",
        "training.batch-size=25",
        "averaging.every-batches=0",
        "averaging.rounds-per-epoch=1",
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
    return {point["executors"]: point["seconds"] - point["validation"] for point in points}


def main():
    root, folder = sys.argv[1:]
    result = {"cores": os.cpu_count()}
    for name, center in (("median", statistics.median), ("fastest", min)):
        options = calibrate(folder, center)
        predicted = predict(root, options)
        print(f"{name}: " + " ".join(f"{key} {value}" for key, value in options.items()))
        print("executors  measured  predicted  difference")
        rows = []
        for executors, seconds in predicted.items():
            measured = center(late(folder, str(executors), train))
            error = seconds / measured - 1
            print(f"{executors:9d}  {measured:6.2f} s  {seconds:7.2f} s  {100 * error:+8.0f} %")
            rows.append(
                {"executors": executors, "measured": measured, "predicted": seconds, "error": error}
            )
        result[name] = {"options": options, "rows": rows}
    with open(f"{folder}/measured.json", "w") as file:
        json.dump(result, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
