"""One table of the job's autoencoder and of Keras's: errors and seconds."""

import argparse
import json
import statistics
from pathlib import Path


def job(folder):
    runs = []
    for file in sorted(folder.glob("job-*.json")):
        run = json.loads(file.read_text().splitlines()[-1])
        phases = run["phases"]
        runs.append(
            {
                "seed": int(file.stem.split("-")[1]),
                "mse": run["test"]["mse"],
                "pca_mse": run["test"]["pca_mse"],
                "validation_mse": run["validation"]["mse"],
                "train_seconds": phases["training"],
                "wall_seconds": sum(phases.values()),
                "parameters": run["parameters"],
                "model_sha256": run["model_sha256"],
            }
        )
    return runs


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="what run.sh has left there")
    arguments.add_argument("--settings", type=json.loads, required=True)
    arguments.add_argument("--output", type=Path, required=True)
    options = arguments.parse_args()
    rows = {
        "job": job(options.folder),
        "keras": [
            json.loads(file.read_text()) for file in sorted(options.folder.glob("keras-*.json"))
        ],
    }
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps({"settings": options.settings, **rows}, indent=2) + "\n")
    print("| trained by | test MSE | validation MSE | seconds of training |")
    print("| --- | --- | --- | --- |")
    for name, runs in rows.items():
        texts = []
        for key, form in (("mse", "{:.5f}"), ("validation_mse", "{:.5f}"), ("train_seconds", "{:.0f}")):
            numbers = [run[key] for run in runs]
            text = form.format(statistics.mean(numbers))
            if len(numbers) > 1:
                text += f" ({form.format(min(numbers))} to {form.format(max(numbers))})"
            texts.append(text)
        print(f"| {name} | " + " | ".join(texts) + " |")


if __name__ == "__main__":
    main()
