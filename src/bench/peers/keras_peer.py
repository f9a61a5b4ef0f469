"""The classroom script in Keras 3, timed. KERAS_BACKEND says what computes it: tensorflow or jax."""

import os
import time

# There may be a GPU; it is the processor that is compared.
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras

import turn
from imdb import LENGTH, WORDS, training_reviews

JIT = {"auto": "auto", "yes": True, "no": False}


class Stopwatch(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.seconds = []
        self.losses = []

    def on_epoch_begin(self, epoch, logs=None):
        self.start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.perf_counter() - self.start)
        self.losses.append(float(logs["loss"]))


def main():
    parser = turn.arguments(__doc__)
    parser.add_argument("--jit-compile", choices=JIT, default="auto")
    parser.add_argument("--steps-per-execution", type=int, default=1)
    parser.add_argument("--unroll", action="store_true", help="write the 200 steps out, no loop")
    options = parser.parse_args()

    x_train, y_train = training_reviews(options.npz)
    keras.utils.set_random_seed(turn.SEED)
    model = keras.Sequential(
        [
            keras.Input((LENGTH,), dtype="int32"),
            keras.layers.Embedding(WORDS, 128),
            keras.layers.SimpleRNN(128, dropout=0.2, unroll=options.unroll),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss="binary_crossentropy",
        metrics=["accuracy"],
        jit_compile=JIT[options.jit_compile],
        steps_per_execution=options.steps_per_execution,
    )
    watch = Stopwatch()
    model.fit(
        x_train,
        y_train,
        batch_size=turn.BATCH_SIZE,
        epochs=1 + options.epochs,
        callbacks=[watch],
        verbose=0,
    )

    backend = keras.backend.backend()
    package = {"tensorflow": "tensorflow-cpu"}.get(backend, backend)
    settings = {
        "jit_compile": bool(model.jit_compile),
        "steps_per_execution": options.steps_per_execution,
        "unroll": options.unroll,
    }
    turn.finish(
        f"keras-{backend}",
        options,
        ["keras", package],
        settings,
        len(x_train),
        watch.seconds,
        watch.losses,
    )


if __name__ == "__main__":
    main()
