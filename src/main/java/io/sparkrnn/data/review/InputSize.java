package io.sparkrnn.data.review;

import io.sparkrnn.config.HadoopFiles;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Computes the size of the configured input. */
public final class InputSize {

  private InputSize() {}

  /** Returns the bytes of the configured files or folders or, without a path, of the sample. */
  public static long bytes(JobConfig job, Configuration hadoop) {
    if (job.data().isSample()) {
      return Arrays.stream(Split.values())
          .mapToLong(split -> SampleReviewSource.bytes(split).length)
          .sum();
    }
    return Stream.concat(job.data().path().stream(), job.own().inputs().values().stream())
        .mapToLong(path -> bytes(path, hadoop))
        .sum();
  }

  private static long bytes(String name, Configuration hadoop) {
    try {
      Path path = new Path(name);
      return HadoopFiles.of(path, hadoop).getContentSummary(path).getLength();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot determine the size of %s: %s".formatted(name, e.getMessage()), e);
    }
  }
}
