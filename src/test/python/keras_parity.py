"""Holds exported models against Keras and ONNX Runtime, on the real reviews of imdb.npz.

    pip install tensorflow-cpu onnxruntime
    submit/train.sh export runs/RUN --format onnx --output model.onnx
    submit/train.sh export runs/RUN --format keras --output model.keras
    python src/test/python/keras_parity.py data/imdb/imdb.npz model.onnx model.keras

The other way, MODEL.keras or MODEL.h5 is what Keras saved, and model.onnx what was exported of its
import. Fails if two answers to one of the first 1,000 test reviews differ by more than 1e-5. With
--train, the classroom script is trained first for one epoch and saved as both files named.

    python src/test/python/keras_parity.py data/imdb/imdb.npz --train model.keras model.h5
"""

import os
import sys

os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np

WORDS = 10000
LENGTH = 200
TOLERANCE = 1e-5


def reviews(path, part, count):
    with np.load(path, allow_pickle=True) as data:
        rows, labels = data["x_" + part], data["y_" + part]
    # The order of keras.datasets.imdb.load_data, whose files these are.
    order = np.arange(len(rows))
    np.random.RandomState(113).shuffle(order)
    chosen = order[:count]
    # The ids of the file are ranks; load_data puts a start in front and moves them by 3.
    sequences = [
        [1] + [rank + 3 if rank + 3 < WORDS else 2 for rank in rows[at]] for at in chosen
    ]
    return keras.utils.pad_sequences(sequences, maxlen=LENGTH), labels[chosen]


def train(path, files):
    x, y = reviews(path, "train", 5000)
    model = keras.Sequential(
        [
            keras.Input((LENGTH,), dtype="int64"),
            keras.layers.Embedding(WORDS, 128),
            keras.layers.SimpleRNN(128, dropout=0.2),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    model.fit(x, y, batch_size=64, epochs=1, verbose=2)
    for file in files:
        model.save(file)


def answers(file, x):
    if file.endswith(".onnx"):
        import onnxruntime

        session = onnxruntime.InferenceSession(file)
        return session.run(None, {"tokens": x.astype("int64")})[0][:, 0]
    model = keras.models.load_model(file)
    return model.predict(x, batch_size=250, verbose=0)[:, 0]


def main(path, files):
    x, labels = reviews(path, "test", 1000)
    # Nothing but padding, nothing but the start, and the start of a short review.
    x = np.concatenate([np.zeros((3, LENGTH), x.dtype), x])
    x[1, -1] = 1
    x[2, -4:] = [1, 14, 22, 2]
    first = answers(files[0], x)
    worst = 0.0
    for file in files:
        says = answers(file, x)
        difference = float(np.abs(says - first).max())
        accuracy = float(((says[3:] > 0.5) == labels).mean())
        print(f"{file}: accuracy {accuracy:.4f}, largest difference {difference:.2e}")
        worst = max(worst, difference)
    return 1 if worst > TOLERANCE else 0


if __name__ == "__main__":
    if sys.argv[2] == "--train":
        train(sys.argv[1], sys.argv[3:])
    else:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
