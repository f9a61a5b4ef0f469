"""Reads the JSON of the subcommand "config" and writes the settings of keras_peer.py.

Its argument is the number of replicas, whose minibatches together are one of Keras.
"""

import json
import sys

SAME = {
    "epochs": "training.epochs",
    "batch-size": "training.batch-size",
    "learning-rate": "training.learning-rate",
    "hidden-size": "autoencoder.hidden-size",
    "latent-size": "autoencoder.latent-size",
    "validation": "data.validation.fraction",
}
# What keras_peer.py has for all settings of these names.
FIXED = {
    "training.optimizer": "adam",
    "training.learning-rate-schedule": "cosine",
    "training.refit": False,
    "autoencoder.activation": "relu",
    "autoencoder.latent-activation": "identity",
    "autoencoder.loss": "binary-cross-entropy",
}


def main():
    settings = json.loads(sys.stdin.read().splitlines()[-1])["settings"]
    for key, value in FIXED.items():
        if settings[key] != value:
            sys.exit(f"{key} is {settings[key]}, and keras_peer.py has {value}; change both")
    same = {name: settings[key] for name, key in SAME.items()}
    same["batch-size"] *= int(sys.argv[1])
    print(json.dumps(same))


if __name__ == "__main__":
    main()
