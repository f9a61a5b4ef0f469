"""Makes the small files of src/test/resources/keras, as Keras itself saves them.

    pip install tensorflow-cpu
    python src/test/python/keras_fixtures.py src/test/resources/keras

Each model comes as .keras and .h5, and with what it says of some sequences in expected.json.
"""

import json
import os
import sys

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np

SEQUENCES = [
    [0, 0, 1, 9, 2, 33, 4],
    [1, 9, 2, 33, 4, 0, 0],
    [5, 6, 7, 8, 39, 38, 37],
    [0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 1],
]


def model(activation, masked, biased):
    layers = keras.layers
    built = keras.Sequential(
        [
            keras.Input((7,), dtype="int64"),
            layers.Embedding(40, 5, mask_zero=masked),
            layers.SimpleRNN(6, activation=activation, use_bias=biased, dropout=0.25),
            layers.Dropout(0.5),
            layers.Dense(1, activation="sigmoid", use_bias=biased),
        ]
    )
    random = np.random.default_rng(7)
    built.set_weights(
        [random.uniform(-0.8, 0.8, weights.shape) for weights in built.get_weights()]
    )
    # An optimiser's state lies in the same files.
    built.compile(optimizer="adam", loss="binary_crossentropy")
    built.fit(np.array(SEQUENCES), np.array([0, 1, 0, 1, 0]), verbose=0)
    return built


def main(folder):
    expected = {}
    for name, arguments in {
        "masked": ("tanh", True, True),
        "plain": ("relu", False, True),
        "unbiased": ("linear", True, False),
    }.items():
        built = model(*arguments)
        for suffix in ("keras", "h5"):
            built.save(os.path.join(folder, f"{name}.{suffix}"))
        says = built.predict(np.array(SEQUENCES), verbose=0)
        expected[name] = [float(one) for one in says[:, 0]]
    functional = keras.Sequential([keras.Input((7,)), keras.layers.Dense(1)])
    functional.save(os.path.join(folder, "dense.keras"))
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as file:
        json.dump({"sequences": SEQUENCES, "says": expected}, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
