"""PySpark ML stages of Spark RNN, which trains recurrent networks on a Spark cluster.

The stages are those of the job's jar, ``io.sparkrnn.ml``, which the session must have:

>>> import sparkrnn
>>> spark = sparkrnn.session("local[2]")                                     # doctest: +SKIP
>>> model = sparkrnn.SparkRnnClassifier(epochs=8).fit(reviews)               # doctest: +SKIP
>>> model.transform(reviews).select("text", "probability", "prediction")     # doctest: +SKIP

Import this package before a pipeline is loaded that has such a stage.
"""

import sys
from types import ModuleType

from sparkrnn._errors import SparkRnnError
from sparkrnn._session import jar_path, session, spark_conf
from sparkrnn._stages import SparkRnnClassifier, SparkRnnModel
from sparkrnn._version import __version__

__all__ = [
    "SparkRnnClassifier",
    "SparkRnnError",
    "SparkRnnModel",
    "__version__",
    "jar_path",
    "session",
    "spark_conf",
]


def _register() -> None:
    """Make the stages known to PySpark's readers by the name of their Java package.

    A saved pipeline names the Java classes of its stages, so that both languages can read it. PySpark
    imports the Python class from a module of the same name. A module ``io.sparkrnn.ml`` cannot lie in
    a folder, as ``io`` is a module of Python itself; hence it is only registered.
    """
    module = ModuleType("io.sparkrnn.ml", "The stages, by the name of their Java package.")
    for stage in (SparkRnnClassifier, SparkRnnModel):
        setattr(module, stage.__name__, stage)
    sys.modules[module.__name__] = module


_register()
