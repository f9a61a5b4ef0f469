"""The ML stages, which wrap those of the jar."""

import json
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Type, TypeVar, Union

from pyspark import keyword_only
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import (
    HasLabelCol,
    HasPredictionCol,
    HasProbabilityCol,
    HasRawPredictionCol,
)
from pyspark.ml.util import JavaMLReadable, JavaMLReader, JavaMLWritable, JavaMLWriter, MLReadable
from pyspark.ml.wrapper import JavaEstimator, JavaModel
from pyspark.sql import DataFrame

from sparkrnn._jvm import java_class, readable_failures

if TYPE_CHECKING:
    from py4j.java_gateway import JavaObject

_CLASSIFIER = "io.sparkrnn.ml.SparkRnnClassifier"
_MODEL = "io.sparkrnn.ml.SparkRnnModel"

Columns = TypeVar("Columns", bound="_ColumnParams")
Stage = TypeVar("Stage", bound="MLReadable[Any]")

Settings = Union[Mapping[str, Any], Sequence[str]]


# PySpark's reader takes values for a list if the converter's name begins with "toList".
def toListSettings(value: Any) -> List[str]:
    """Convert settings of the job, a mapping or a list of ``key=value``, to the latter."""
    if isinstance(value, Mapping):
        return [f"{key}={_setting(one)}" for key, one in value.items()]
    return TypeConverters.toListString(value)


def _setting(value: Any) -> str:
    # JSON's true, false and lists are also those of the job's configuration.
    return json.dumps(value) if isinstance(value, (bool, list, tuple)) else str(value)


class _ColumnParams(HasPredictionCol, HasProbabilityCol, HasRawPredictionCol):
    """Params of the classifier and of its model: names of columns."""

    textCol: "Param[str]" = Param(
        Params._dummy(), "textCol", "column of texts", typeConverter=TypeConverters.toString
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(textCol="text")

    def getTextCol(self) -> str:
        """Return the name of the column of texts."""
        return self.getOrDefault(self.textCol)

    def setTextCol(self: Columns, value: str) -> Columns:
        """Set the name of the column of texts."""
        return self._set(textCol=value)

    def setRawPredictionCol(self: Columns, value: str) -> Columns:
        """Set the name of the column for log-odds; empty: none is added.

        With more than two classes, the column has the logarithms of their probabilities.
        """
        return self._set(rawPredictionCol=value)

    def setProbabilityCol(self: Columns, value: str) -> Columns:
        """Set the name of the column for the probabilities of the classes; empty: none is added."""
        return self._set(probabilityCol=value)

    def setPredictionCol(self: Columns, value: str) -> Columns:
        """Set the name of the column for the index of the predicted class; empty: none is added."""
        return self._set(predictionCol=value)


class _Writer(JavaMLWriter):
    def save(self, path: str) -> None:
        with readable_failures():
            super().save(path)


class _Reader(JavaMLReader[Stage]):
    @classmethod
    def _load_java_obj(cls, clazz: Type[Any]) -> Any:
        return java_class(f"io.sparkrnn.ml.{clazz.__name__}")

    def load(self, path: str) -> Stage:
        with readable_failures():
            return super().load(path)


class _Writable(JavaMLWritable):
    def write(self) -> JavaMLWriter:
        """Return a writer of this stage, which Java, Scala and Python can read."""
        return _Writer(self)


class SparkRnnClassifier(
    JavaEstimator["SparkRnnModel"],
    _ColumnParams,
    HasLabelCol,
    _Writable,
    JavaMLReadable["SparkRnnClassifier"],
):
    """Estimator that trains a recurrent network on a column of texts and a column of labels.

    It trains like the subcommand ``train``: replicas on the executors, one per core, whose weights
    are averaged. Labels are 0 or 1; with the setting ``data.labels.classes`` = ``found`` or
    ``listed`` they are the indices of any number of classes, from 0, as
    :class:`pyspark.ml.feature.StringIndexer` makes them.

    Parameters
    ----------
    textCol : str
        Column of texts.
    labelCol : str
        Column of labels.
    rawPredictionCol, probabilityCol, predictionCol : str
        Columns that the model adds: log-odds and probabilities of the classes as vectors, and the
        index of the predicted class as a double. Empty: not added.
    epochs : int, optional
        Passes over the training rows. Not set: the setting ``training.epochs``.
    learningRate : float, optional
        Initial learning rate of the schedule. Not set: ``training.learning-rate``.
    hiddenSize : int, optional
        Units of the recurrent layer. Not set: ``model.hidden-size``.
    seed : int, optional
        Seed of every random choice. Not set: the setting ``seed``. The same rows in the same
        partitions, settings and seed give the same model.
    settings : mapping or list of str
        Settings of the job, ``{key: value}`` or ``["key=value"]``, as for ``--set``; a param takes
        precedence over its setting.

    Raises
    ------
    SparkRnnError
        If the session does not have the jar of Spark RNN, or its versions do not fit.

    Examples
    --------
    >>> classifier = SparkRnnClassifier(textCol="review", epochs=8)          # doctest: +SKIP
    >>> classifier.setSettings({"text.vocabulary-size": 10_000})             # doctest: +SKIP
    >>> model = classifier.fit(reviews)                                      # doctest: +SKIP
    """

    settings: "Param[List[str]]" = Param(
        Params._dummy(),
        "settings",
        "settings of the job, each key=value",
        typeConverter=toListSettings,
    )
    epochs: "Param[int]" = Param(
        Params._dummy(),
        "epochs",
        "passes over the training rows; not set: training.epochs",
        typeConverter=TypeConverters.toInt,
    )
    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        "initial learning rate of the schedule; not set: training.learning-rate",
        typeConverter=TypeConverters.toFloat,
    )
    hiddenSize: "Param[int]" = Param(
        Params._dummy(),
        "hiddenSize",
        "units of the recurrent layer; not set: model.hidden-size",
        typeConverter=TypeConverters.toInt,
    )
    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of every random choice; not set: seed",
        typeConverter=TypeConverters.toInt,
    )

    _input_kwargs: Dict[str, Any]

    @keyword_only
    def __init__(
        self,
        *,
        textCol: str = "text",
        labelCol: str = "label",
        rawPredictionCol: str = "rawPrediction",
        probabilityCol: str = "probability",
        predictionCol: str = "prediction",
        epochs: Optional[int] = None,
        learningRate: Optional[float] = None,
        hiddenSize: Optional[int] = None,
        seed: Optional[int] = None,
        settings: Optional[Settings] = None,
    ) -> None:
        super().__init__()
        self._java_obj = java_class(_CLASSIFIER)(self.uid)
        self._setDefault(settings=[])
        self.setParams(**self._input_kwargs)

    @keyword_only
    def setParams(
        self,
        *,
        textCol: str = "text",
        labelCol: str = "label",
        rawPredictionCol: str = "rawPrediction",
        probabilityCol: str = "probability",
        predictionCol: str = "prediction",
        epochs: Optional[int] = None,
        learningRate: Optional[float] = None,
        hiddenSize: Optional[int] = None,
        seed: Optional[int] = None,
        settings: Optional[Settings] = None,
    ) -> "SparkRnnClassifier":
        """Set the given params, and leave the others as they are."""
        return self._set(**self._input_kwargs)

    def setLabelCol(self, value: str) -> "SparkRnnClassifier":
        """Set the name of the column of labels, indices of classes from 0."""
        return self._set(labelCol=value)

    def setSettings(self, value: Settings) -> "SparkRnnClassifier":
        """Set settings of the job, a mapping or a list of ``key=value``."""
        return self._set(settings=value)

    def setEpochs(self, value: int) -> "SparkRnnClassifier":
        """Set the number of passes over the training rows."""
        return self._set(epochs=value)

    def setLearningRate(self, value: float) -> "SparkRnnClassifier":
        """Set the initial learning rate of the schedule."""
        return self._set(learningRate=value)

    def setHiddenSize(self, value: int) -> "SparkRnnClassifier":
        """Set the number of units of the recurrent layer."""
        return self._set(hiddenSize=value)

    def setSeed(self, value: int) -> "SparkRnnClassifier":
        """Set the seed of every random choice."""
        return self._set(seed=value)

    def getSettings(self) -> List[str]:
        """Return the settings of the job, each ``key=value``."""
        return self.getOrDefault(self.settings)

    def getEpochs(self) -> int:
        """Return the number of passes over the training rows; KeyError if it is not set."""
        return self.getOrDefault(self.epochs)

    def getLearningRate(self) -> float:
        """Return the initial learning rate; KeyError if it is not set."""
        return self.getOrDefault(self.learningRate)

    def getHiddenSize(self) -> int:
        """Return the number of units of the recurrent layer; KeyError if it is not set."""
        return self.getOrDefault(self.hiddenSize)

    def getSeed(self) -> int:
        """Return the seed; KeyError if it is not set."""
        return self.getOrDefault(self.seed)

    def _fit(self, dataset: DataFrame) -> "SparkRnnModel":
        with readable_failures():
            return super()._fit(dataset)

    def _create_model(self, java_model: "JavaObject") -> "SparkRnnModel":
        return SparkRnnModel(java_model)

    @classmethod
    def read(cls) -> JavaMLReader["SparkRnnClassifier"]:
        """Return a reader of what :meth:`write` wrote, in any language."""
        return _Reader(cls)


class SparkRnnModel(
    JavaModel, _ColumnParams, _Writable, JavaMLReadable["SparkRnnModel"]
):
    """Model of a trained network, which scores a column of texts.

    :meth:`transform` adds the columns that Spark's own classifiers add: ``rawPrediction``,
    ``probability`` and ``prediction``. They are null for rows without a text.
    """

    @classmethod
    def ofRun(cls, location: str) -> "SparkRnnModel":
        """Read the model of a run that the subcommand ``train`` has published.

        Parameters
        ----------
        location : str
            The run's folder or its model folder, local or any Hadoop URI.

        Raises
        ------
        SparkRnnError
            If there is no such model, or it is damaged (exit code 3).
        """
        with readable_failures():
            return cls(java_class(_MODEL).ofRun(location))

    @property
    def numClasses(self) -> int:
        """Number of classes, which is the length of the vectors."""
        return int(self._call_java("numClasses"))

    @property
    def classes(self) -> List[str]:
        """Names of the classes, in the order of predictions and vectors."""
        return list(self._call_java("classes"))

    @property
    def history(self) -> List[Dict[str, Any]]:
        """Epochs of the training that made this model, in order.

        Each is a dictionary with the fields of a run's ``metrics.jsonl``, such as ``epoch``,
        ``loss``, ``accuracy``, ``val_loss``, ``val_accuracy``, ``learning_rate`` and
        ``train_seconds``. Empty for a model that was loaded.
        """
        return [json.loads(line) for line in self._call_java("historyJson")]

    def probabilities(self, texts: Sequence[str]) -> List[float]:
        """Return for each text the probability that it is positive, computed on the driver.

        Raises
        ------
        SparkRnnError
            If the model has other classes (exit code 2); see :meth:`classProbabilities`.
        """
        with readable_failures():
            return [float(one) for one in self._call_java("probabilities", list(texts))]

    def classProbabilities(self, texts: Sequence[str]) -> List[List[float]]:
        """Return for each text the probability of each class, computed on the driver."""
        with readable_failures():
            # PySpark's _call_java cannot convert an array of arrays.
            rows = self._to_java().classProbabilities(list(texts))
        return [list(row) for row in rows]

    def _transform(self, dataset: DataFrame) -> DataFrame:
        with readable_failures():
            return super()._transform(dataset)

    @classmethod
    def read(cls) -> JavaMLReader["SparkRnnModel"]:
        """Return a reader of what :meth:`write` wrote, in any language."""
        return _Reader(cls)
