package io.sparkrnn.plan;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs all preflight checks, which detect problems of a job's setup before the job starts. */
public final class Preflight {

  private static final List<Function<JobSetup, Stream<Finding>>> CHECKS =
      List.of(JavaChecks::of, TaskChecks::of, MemoryChecks::of, LocationChecks::of);

  private Preflight() {}

  /** Returns all problems of a setup, the most severe first. */
  public static List<Finding> findings(JobSetup setup) {
    return CHECKS.stream()
        .flatMap(check -> check.apply(setup))
        .sorted(comparing(Finding::severity))
        .toList();
  }
}
