package io.sparkrnn.plan;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Looks for what would fail or go badly, before anything is started. */
public final class Preflight {

  private static final List<Function<Setup, Stream<Finding>>> CHECKS =
      List.of(JavaChecks::of, TaskChecks::of, MemoryChecks::of, PlaceChecks::of);

  private Preflight() {}

  /** Everything that is to be said of a set-up, the worst first. */
  public static List<Finding> findings(Setup setup) {
    return CHECKS.stream()
        .flatMap(check -> check.apply(setup))
        .sorted(comparing(Finding::severity))
        .toList();
  }
}
