package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailureMessageTest {

  private static final IOException FULL = new IOException("No space left on device");

  @Test
  void aFullLocalDiskIsNamedWithWhatToDo() {
    String what =
        "java.io.IOException: No space left on device; free up space in the folders of"
            + " spark.local.dir, or set others; nothing was published";

    assertThat(FailureMessage.of(new SparkException("Job aborted", FULL)))
        .hasValue("Spark could not read or write in a task: " + what);
    // While Spark starts, which copies the jar.
    assertThat(FailureMessage.of(FULL)).hasValue("Spark could not write: " + what);
  }

  @Test
  void otherFailuresAreUnexpected() {
    assertThat(FailureMessage.of(new IllegalStateException("a defect", new IOException("?"))))
        .isEmpty();
  }
}
