"""The session, the reviews and the models that the tests share."""

import json
import random
from pathlib import Path
from typing import Any, Callable, List

import pytest
from pyspark.sql import DataFrame, SparkSession

import sparkrnn
from sparkrnn import SparkRnnClassifier, SparkRnnModel

#: Settings with which a tiny network learns the made-up reviews in seconds.
SETTINGS = {
    "text.vocabulary-size": 300,
    "text.length": 40,
    "model.embedding-size": 16,
    "training.batch-size": 32,
    "training.replicas": 2,
    "averaging.rounds-per-epoch": 10,
}

#: Texts of both kinds.
TEXTS = ["n1 p2 n3", "m4 n5 n6", "n7 n8 n9", "p1 m1", ""]


def made_up_review(number: int) -> "dict[str, Any]":
    """A review in which one of three words tells the sentiment."""
    chosen = random.Random(number)
    positive = chosen.random() < 0.5
    words = [f"n{chosen.randrange(90)}", f"n{chosen.randrange(90)}"]
    words.insert(chosen.randrange(3), f"{'p' if positive else 'm'}{chosen.randrange(50)}")
    return {"text": " ".join(words), "label": "pos" if positive else "neg"}


def write_reviews(file: Path, start: int, end: int) -> None:
    """Write reviews as JSON Lines."""
    file.write_text("".join(json.dumps(made_up_review(i)) + "\n" for i in range(start, end)))


@pytest.fixture(scope="session")
def spark() -> SparkSession:
    """The one session of all tests, with the jar that SPARK_RNN_JAR names."""
    conf = {"spark.sql.shuffle.partitions": "2", "spark.ui.enabled": "false"}
    return sparkrnn.session("local[2]", conf=conf)


@pytest.fixture(scope="session")
def review_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,200 reviews in JSON Lines, with the labels pos and neg."""
    file = tmp_path_factory.mktemp("reviews") / "train.jsonl"
    write_reviews(file, 0, 1_200)
    return file


@pytest.fixture(scope="session")
def reviews(spark: SparkSession, review_file: Path) -> DataFrame:
    """The reviews in their order, with the labels 1 and 0."""
    rows = spark.read.json(str(review_file))
    return rows.selectExpr("text", "cast(label = 'pos' as double) as label").cache()


@pytest.fixture
def classifier(spark: SparkSession) -> Callable[..., SparkRnnClassifier]:
    """A factory of small classifiers."""

    def create(**params: Any) -> SparkRnnClassifier:
        given = {"epochs": 2, "hiddenSize": 16, "learningRate": 0.01, "seed": 7}
        return SparkRnnClassifier(**{**given, "settings": SETTINGS, **params})

    return create


@pytest.fixture(scope="session")
def model(spark: SparkSession, reviews: DataFrame) -> SparkRnnModel:
    """A model of the small classifier."""
    small = SparkRnnClassifier(epochs=2, hiddenSize=16, learningRate=0.01, seed=7, settings=SETTINGS)
    return small.fit(reviews)


def rows(scored: DataFrame) -> List[Any]:
    """The rows of a scored table, to compare."""
    return scored.select("text", "rawPrediction", "probability", "prediction").collect()
