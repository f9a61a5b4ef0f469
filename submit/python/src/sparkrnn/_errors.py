"""The failure that users can act on."""


class SparkRnnError(RuntimeError):
    """Failure that the user can act on; the message says what was wrong and what to do.

    Parameters
    ----------
    message : str
        What was wrong, where, what was expected, and what to do.
    exit_code : int
        Exit code with which the job ends for such a failure: 1 (training, Spark or storage failed),
        2 (configuration), 3 (bad data), 4 (the output exists or is being written), 130 (interrupted).

    Attributes
    ----------
    exit_code : int
    """

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code

    def __reduce__(self):  # type: ignore[no-untyped-def]
        return SparkRnnError, (str(self), self.exit_code)
