"""The training reviews of Keras's imdb.npz, as the classroom script makes them."""

import numpy as np

WORDS = 10000
LENGTH = 200
VALIDATION_SPLIT = 0.2


def training_reviews(path):
    """Word ids and labels of the reviews that are trained on, the last fifth left out.

    The same as

        (x, y), _ = keras.datasets.imdb.load_data(num_words=WORDS)
        x = keras.utils.pad_sequences(x, maxlen=LENGTH)

    in numpy alone, since PyTorch has no Keras beside it.
    """
    with np.load(path, allow_pickle=True) as data:
        reviews, labels = data["x_train"], data["y_train"]
    order = np.arange(len(reviews))
    np.random.RandomState(113).shuffle(order)
    order = order[: int(len(order) * (1 - VALIDATION_SPLIT))]
    x = np.zeros((len(order), LENGTH), dtype="int32")
    for row, at in zip(x, order):
        # The ids of the file are ranks; load_data puts a start in front and moves them by 3.
        ids = [1] + [rank + 3 if rank + 3 < WORDS else 2 for rank in reviews[at]]
        ids = ids[-LENGTH:]
        row[LENGTH - len(ids) :] = ids
    return x, labels[order].astype("float32")
