"""One table of all forecasts: the error of each, set by set."""

import argparse
import json
import math
import statistics
from pathlib import Path

PEERS = {"ridge": "ridge", "ets": "ETS", "arima": "ARIMA"}


def network(folder):
    study = json.loads((folder / "equivalence.json").read_text())
    if not study["complete"]:
        raise SystemExit(f"{folder} has an unfinished study")
    row = study["rows"][0]
    return {
        "mase": [training["scores"]["mase"] for training in study["trainings"]],
        "mean": row["mase"]["mean"],
        "deviation": row["mase"]["deviation"],
        "linear_mase": row["linear_mase"]["mean"] if "linear_mase" in row else None,
        "naive_mase": row["naive_mase"]["mean"],
        "seasonal_naive_mase": row.get("seasonal_naive_mase", row["naive_mase"])["mean"],
        "sha256": [training["model_sha256"] for training in study["trainings"]],
        "wall_seconds": int((folder / "seconds").read_text()),
    }


def versus(results, peers, peer):
    """How many sets the network is at least as good on, and the geometric mean of the ratio."""
    ratios = [one["mean"] / rival(one, peers.get(name, {}), peer) for name, one in results.items()]
    wins = sum(ratio <= 1 for ratio in ratios)
    return wins, math.exp(statistics.mean(map(math.log, ratios)))


def rival(one, peers, peer):
    return one["linear_mase"] if peer == "linear" else peers[peer]["mase"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sets", type=Path)
    arguments.add_argument("trained", type=Path)
    arguments.add_argument("--judge", required=True)
    arguments.add_argument("--settings", required=True)
    arguments.add_argument("--seeds", required=True)
    arguments.add_argument("--output", type=Path, required=True)
    options = arguments.parse_args()
    facts = json.loads(options.sets.read_text())
    file = options.output / f"{options.judge}-peers.json"
    peers = json.loads(file.read_text()) if file.exists() else {}
    results = {name: network(options.trained / name) for name in facts}
    (options.output / f"{options.judge}-{options.settings}.json").write_text(
        json.dumps(
            {
                "judge": options.judge,
                "settings": options.settings,
                "seeds": [int(seed) for seed in options.seeds.split(",")],
                "sets": {name: {**facts[name], **results[name]} for name in facts},
            },
            indent=2,
        )
        + "\n"
    )
    known = [peer for peer in PEERS if all(peer in peers.get(name, {}) for name in facts)]
    rivals = (["linear"] if all(one["linear_mase"] for one in results.values()) else []) + known
    titles = {"linear": "linear model of the job", **PEERS}
    header = ["series", "steps", "season", "network", *(titles[peer] for peer in rivals)]
    header += ["last value", "season ago", "seconds"]
    print("| " + " | ".join(header) + " |")
    print("| " + " | ".join(["---"] * len(header)) + " |")
    for name, one in results.items():
        fact = facts[name]
        numbers = {"network": one["mean"]}
        numbers.update({peer: rival(one, peers.get(name, {}), peer) for peer in rivals})
        least = min(round(number, 3) for number in numbers.values())
        texts = {
            key: f"**{number:.3f}**" if round(number, 3) == least else f"{number:.3f}"
            for key, number in numbers.items()
        }
        texts["network"] += f" ± {one['deviation']:.3f}"
        many = f"{fact['series']} x " if fact["series"] > 1 else ""
        print(
            f"| {name} | {many}{fact['steps']:,} | {fact['season']} | "
            + " | ".join(texts.values())
            + f" | {one['naive_mase']:.3f} | {one['seasonal_naive_mase']:.3f}"
            + f" | {one['wall_seconds']} |"
        )
    print()
    for peer in rivals:
        wins, ratio = versus(results, peers, peer)
        print(
            f"The network is as good as {titles[peer]} or better on {wins} of {len(results)} sets;"
            f" its error is {ratio:.3f} times as large (geometric mean)."
        )


if __name__ == "__main__":
    main()
