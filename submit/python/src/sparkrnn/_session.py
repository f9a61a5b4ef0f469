"""Spark sessions for the stages: the jar, native memory, and threads."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import Dict, Iterator, Mapping, Optional, Union

from pyspark import SparkContext
from pyspark.sql import SparkSession

from sparkrnn._jvm import JAVA, has_jar, java_class, java_version, misconfigured

JAR_VARIABLE = "SPARK_RNN_JAR"

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def jar_path(jar: Union[str, "os.PathLike[str]", None] = None) -> str:
    """Return the path of the job's jar, which this package does not contain.

    Parameters
    ----------
    jar : str or path, optional
        The jar, local or any Hadoop URI. Not given: the environment variable ``SPARK_RNN_JAR``.

    Returns
    -------
    str
        The absolute path of a local jar, or the URI as it is.

    Raises
    ------
    SparkRnnError
        If neither is given, or there is no such file.
    """
    given = os.fspath(jar) if jar is not None else os.environ.get(JAR_VARIABLE, "")
    if not given:
        raise misconfigured(
            f"no jar of Spark RNN is given: set {JAR_VARIABLE}, or the argument jar, to the path of"
            " spark-rnn-*.jar of a release, or of target/ after 'mvn package'"
        )
    if "://" in given:
        return given
    path = Path(given).expanduser()
    if not path.is_file():
        source = JAR_VARIABLE if jar is None else "jar"
        raise misconfigured(f"{source} is {given}, where there is no file; expected spark-rnn-*.jar")
    return str(path.resolve())


def spark_conf(
    jar: Union[str, "os.PathLike[str]", None] = None,
    *,
    driver_memory: str = "2g",
    executor_memory: str = "2g",
    native_memory: str = "2g",
    task_cpus: int = 1,
) -> Dict[str, str]:
    """Return the Spark settings that training needs, for a session of one's own.

    They must be set before the session starts: ``SparkSession.builder.config(map=spark_conf())``.
    There they take precedence over ``spark-defaults.conf``.

    Parameters
    ----------
    jar : str or path, optional
        As for :func:`jar_path`.
    driver_memory, executor_memory : str
        Java heap, such as ``"2g"``. With a local master, all tasks run in the driver.
    native_memory : str
        Limit of the memory for networks, gradients and activations in each process, which comes on
        top of its heap; half a gigabyte per core suffices for 128 units and minibatches of 64.
    task_cpus : int
        Cores, and so native threads, of each task. Each task trains one replica.
    """
    native = (
        f"-Dorg.bytedeco.javacpp.maxbytes={native_memory}"
        " -Dorg.bytedeco.javacpp.maxphysicalbytes=0"
    )
    settings = {
        "spark.jars": jar_path(jar),
        "spark.driver.memory": driver_memory,
        "spark.executor.memory": executor_memory,
        "spark.driver.extraJavaOptions": native,
        "spark.executor.extraJavaOptions": native,
        # Containers are killed beyond their memory, of which native memory is a part.
        "spark.executor.memoryOverhead": f"{_mebibytes(native_memory) + 512}m",
        "spark.task.cpus": str(task_cpus),
        # There is one replica per core, so all executors must be there, and stay.
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        "spark.dynamicAllocation.enabled": "false",
        # Broadcasts are weights, which do not compress.
        "spark.broadcast.compress": "false",
        # Progress bars would fill a notebook's output.
        "spark.ui.showConsoleProgress": "false",
    }
    # By default, native code would start as many threads per task as the machine has cores.
    settings.update({f"spark.executorEnv.{name}": str(task_cpus) for name in _THREADS})
    return settings


def session(
    master: Optional[str] = None,
    *,
    app_name: str = "spark-rnn",
    jar: Union[str, "os.PathLike[str]", None] = None,
    driver_memory: str = "2g",
    executor_memory: str = "2g",
    native_memory: str = "2g",
    task_cpus: int = 1,
    conf: Optional[Mapping[str, str]] = None,
) -> SparkSession:
    """Start a Spark session that can train, or return the one that runs.

    Parameters
    ----------
    master : str, optional
        Master, such as ``"local[4]"`` or ``"yarn"``. Not given: that of Spark's own configuration,
        else ``local[*]``.
    app_name : str
        Name in Spark's user interface.
    jar, driver_memory, executor_memory, native_memory, task_cpus
        As for :func:`spark_conf`.
    conf : mapping of str to str, optional
        Further Spark settings; they take precedence.

    Raises
    ------
    SparkRnnError
        If there is no Java 17 or no jar, or a JVM without the jar runs already.
    """
    if SparkContext._gateway is None:
        _require_java()
        settings = spark_conf(
            jar,
            driver_memory=driver_memory,
            executor_memory=executor_memory,
            native_memory=native_memory,
            task_cpus=task_cpus,
        )
    elif has_jar():
        # A JVM keeps its memory and its class path.
        settings = {}
    else:
        raise misconfigured(
            "this process has a Spark session already, without the jar of Spark RNN, and its JVM"
            " cannot take it any more; restart the Python process or the notebook's kernel, and call"
            " sparkrnn.session() first"
        )
    if master is not None:
        settings["spark.master"] = master
    if master is not None and master.startswith("local"):
        # A laptop's host name often does not resolve.
        settings.setdefault("spark.driver.host", "localhost")
        settings.setdefault("spark.driver.bindAddress", "127.0.0.1")
    settings.update(conf or {})
    builder = SparkSession.builder.appName(app_name)
    for key, value in settings.items():
        builder = builder.config(key, value)
    with _environment({name: str(task_cpus) for name in _THREADS}):
        started = builder.getOrCreate()
    java_class("io.sparkrnn.ml.SparkRnnClassifier")
    return started


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables, unless they are set, while the JVM starts, which inherits them."""
    added = [name for name in variables if name not in os.environ]
    os.environ.update({name: variables[name] for name in added})
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home, "bin", "java")) if home else "java")
    if java is None:
        where = f"JAVA_HOME is {home}, which has no bin/java" if home else "no java is on the PATH"
        raise misconfigured(f"{where}; install a JDK {JAVA}, or set JAVA_HOME to one")
    shown = subprocess.run(
        [java, "-XshowSettings:properties", "-version"], capture_output=True, text=True, check=False
    ).stderr
    for line in shown.splitlines():
        name, _, value = line.strip().partition(" = ")
        if name == "java.specification.version" and java_version(value) < JAVA:
            raise misconfigured(
                f"{java} is Java {java_version(value)}, and Spark RNN needs Java {JAVA}; set"
                f" JAVA_HOME to a JDK {JAVA}"
            )


def _mebibytes(size: str) -> int:
    units = {"m": 1, "g": 1024}
    number, unit = size[:-1], size[-1:].lower()
    if not number.isdigit() or unit not in units:
        raise misconfigured(
            f"native_memory is {size!r}, expected a whole number with unit, such as '2g' or '512m'"
        )
    return int(number) * units[unit]
