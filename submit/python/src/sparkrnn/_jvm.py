"""The JVM of the Spark session: what it must have for the stages, and what its failures mean."""

import warnings
from contextlib import contextmanager
from typing import Any, Iterator, Optional

from py4j.java_gateway import JavaClass
from py4j.protocol import Py4JJavaError
from pyspark import SparkContext

from sparkrnn._errors import SparkRnnError
from sparkrnn._version import __version__

SPARK = "3.5"
SCALA = "2.12"
JAVA = 17

_CONFIGURATION = 2


def misconfigured(message: str) -> SparkRnnError:
    """Return the error for something that is missing or does not fit."""
    return SparkRnnError(message, _CONFIGURATION)


def java_class(name: str) -> Any:
    """Return a class of the job's jar, as Py4J represents it.

    Raises
    ------
    SparkRnnError
        If there is no session with a JVM, its versions do not fit, or it does not have the jar.
    """
    jvm = _active_jvm()
    # A class file of a newer Java cannot be found either, so versions come first.
    _check_java(jvm.java.lang.System.getProperty("java.specification.version"))
    _check_spark(
        jvm.org.apache.spark.SparkContext.getOrCreate().version(),
        jvm.scala.util.Properties.versionNumberString(),
    )
    found = _find(jvm, name)
    if found is None:
        raise misconfigured(
            f"the Spark session has no class {name}: the jar of Spark RNN is missing. Start the"
            " session with sparkrnn.session(), or set spark.jars to the jar's path (or"
            " spark.jars.packages to its coordinates) before the session starts. A session that"
            " runs already cannot take a jar: restart the Python process or the notebook's kernel"
        )
    _check_version(_find(jvm, "io.sparkrnn.cli.shared.Version").sparkRnn())
    return found


def has_jar() -> bool:
    """Whether this process has a JVM with the job's jar; there need be no session."""
    gateway = SparkContext._gateway
    return gateway is not None and _find(gateway.jvm, "io.sparkrnn.cli.Main") is not None


@contextmanager
def readable_failures() -> Iterator[None]:
    """Raise failures that the job explains as :class:`SparkRnnError`, and all others as they are."""
    try:
        yield
    except Py4JJavaError as failure:
        explained = _explained(failure.java_exception)
        if explained is None:
            raise
        # The stack of the JVM, which Py4J's error prints, is still there as __context__.
        raise explained from None


def _active_jvm() -> Any:
    context = SparkContext._active_spark_context
    if context is None or context._jvm is None:
        raise misconfigured(
            "there is no Spark session with a JVM in this process; start one with"
            " sparkrnn.session() (a session of Spark Connect has no JVM here)"
        )
    return context._jvm


def _find(jvm: Any, name: str) -> Any:
    """Return a class, or None: what Py4J does not find, it takes for a package."""
    found = jvm
    for part in name.split("."):
        found = getattr(found, part)
    return found if isinstance(found, JavaClass) else None


def _explained(exception: Any) -> Optional[SparkRnnError]:
    exit_code = _find(_active_jvm(), "io.sparkrnn.cli.shared.ExitCode")
    if exit_code is None:
        return None
    known = exit_code.explained(exception)
    if not known.isPresent():
        return None
    return SparkRnnError(known.get().getMessage(), exit_code.of(exception).code())


def java_version(specification: str) -> int:
    """Return the major version of, for instance, "17" or "1.8"."""
    return int(specification.split(".")[1 if specification.startswith("1.") else 0])


def _check_java(specification: str) -> None:
    version = java_version(specification)
    if version < JAVA:
        raise misconfigured(
            f"Spark runs on Java {version}, and Spark RNN needs Java {JAVA}; set JAVA_HOME to a"
            f" JDK {JAVA} and restart the Python process or the notebook's kernel"
        )
    if version > JAVA:
        warnings.warn(
            f"Spark runs on Java {version}, and Spark {SPARK} and Spark RNN are tested with Java"
            f" {JAVA}; set JAVA_HOME to a JDK {JAVA} if anything fails",
            stacklevel=4,
        )


def _check_spark(spark: str, scala: str) -> None:
    if not spark.startswith(SPARK + ".") or not scala.startswith(SCALA + "."):
        raise misconfigured(
            f"the session is of Spark {spark} for Scala {scala}, and Spark RNN is built for Spark"
            f" {SPARK} and Scala {SCALA}; install pyspark>={SPARK} of that line, or let SPARK_HOME"
            " name such an installation"
        )


def _check_version(jar: str) -> None:
    if jar != __version__:
        warnings.warn(
            f"the session has the jar of Spark RNN {jar}, and this package is of version"
            f" {__version__}; install sparkrnn=={jar}, or use the jar of {__version__}",
            stacklevel=4,
        )
