package io.sparkrnn.cli;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.data.SampleReviews;
import io.sparkrnn.data.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** How large the configured input is. */
final class InputSize {

  private InputSize() {}

  /** Bytes of the files or folders that are named; without a path, of the embedded sample. */
  static long bytes(DataSettings data, Configuration hadoop) {
    if (data.path().isEmpty()) {
      return Arrays.stream(Split.values())
          .mapToLong(split -> SampleReviews.jsonLines(split).length)
          .sum();
    }
    return Stream.concat(data.path().stream(), data.testPath().stream())
        .mapToLong(path -> bytes(path, hadoop))
        .sum();
  }

  private static long bytes(String name, Configuration hadoop) {
    try {
      Path path = new Path(name);
      return path.getFileSystem(hadoop).getContentSummary(path).getLength();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at %s: %s".formatted(name, e.getMessage()), e);
    }
  }
}
