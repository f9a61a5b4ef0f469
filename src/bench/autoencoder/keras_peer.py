"""The autoencoder of conf/mnist.conf in Keras 3 on JAX, trained, timed and tested on MNIST."""

import argparse
import gzip
import json
import os
import time
from importlib.metadata import version
from pathlib import Path

# There may be a GPU; it is the processor that is compared.
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np

PIXELS = 784


def images(folder, name):
    plain = folder / name
    content = plain.read_bytes() if plain.exists() else gzip.open(f"{plain}.gz").read()
    return np.frombuffer(content, np.uint8, offset=16).reshape(-1, PIXELS).astype("float32") / 255


def autoencoder(hidden, latent):
    return keras.Sequential(
        [
            keras.Input((PIXELS,)),
            keras.layers.Dense(hidden, activation="relu"),
            keras.layers.Dense(latent),
            keras.layers.Dense(hidden, activation="relu"),
            keras.layers.Dense(PIXELS, activation="sigmoid"),
        ]
    )


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path, help="IDX files of MNIST, gzipped or not")
    arguments.add_argument("--epochs", type=int, required=True)
    arguments.add_argument("--batch-size", type=int, required=True)
    arguments.add_argument("--learning-rate", type=float, required=True)
    arguments.add_argument("--hidden-size", type=int, required=True)
    arguments.add_argument("--latent-size", type=int, required=True)
    arguments.add_argument("--validation", type=float, required=True)
    arguments.add_argument("--seed", type=int, required=True)
    arguments.add_argument("--output", type=Path, required=True)
    options = arguments.parse_args()

    train = images(options.folder, "train-images-idx3-ubyte")
    test = images(options.folder, "t10k-images-idx3-ubyte")
    keras.utils.set_random_seed(options.seed)
    # As many images as the job trains on, chosen at random too.
    order = np.random.default_rng(options.seed).permutation(len(train))
    held = int(len(train) * options.validation)
    used, validation = train[order[held:]], train[order[:held]]
    steps = options.epochs * -(-len(used) // options.batch_size)
    model = autoencoder(options.hidden_size, options.latent_size)
    model.compile(
        optimizer=keras.optimizers.Adam(
            keras.optimizers.schedules.CosineDecay(options.learning_rate, steps)
        ),
        loss="binary_crossentropy",
    )
    began = time.perf_counter()
    fitted = model.fit(
        used, used, batch_size=options.batch_size, epochs=options.epochs, verbose=0
    )
    seconds = time.perf_counter() - began

    def error(pictures):
        return float(np.mean((model.predict(pictures, batch_size=1000, verbose=0) - pictures) ** 2))

    result = {
        "seed": options.seed,
        "mse": error(test),
        "validation_mse": error(validation),
        "train_seconds": seconds,
        "losses": [float(loss) for loss in fitted.history["loss"]],
        "parameters": model.count_params(),
        "versions": {one: version(one) for one in ("keras", "jax", "numpy")},
    }
    options.output.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
