package io.sparkrnn.plan;

import static io.sparkrnn.plan.Finding.refuse;
import static io.sparkrnn.plan.Finding.warn;

import io.sparkrnn.plan.Location.Use;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Checks that all processes see the same files, and that a run can be published. */
final class LocationChecks {

  private static final String LOCAL = "file";

  /** Schemes that Hadoop can only read. */
  private static final Set<String> READ_ONLY = Set.of("http", "https", "har", "data");

  private LocationChecks() {}

  static Stream<Finding> of(JobSetup setup) {
    return setup.places().stream().flatMap(place -> of(place, setup));
  }

  private static Stream<Finding> of(Location place, JobSetup setup) {
    return Stream.of(local(place, setup), rename(place)).flatMap(List::stream);
  }

  private static List<Finding> local(Location place, JobSetup setup) {
    Master master = setup.master();
    boolean away = setup.spark().text("spark.submit.deployMode").orElse("client").equals("cluster");
    boolean onlyHere = place.use() == Use.WRITTEN_BY_DRIVER && !away;
    if (!place.scheme().equals(LOCAL) || master.sameMachine() || onlyHere) {
      return List.of();
    }
    String problem =
        "%s = %s is a local path of this machine, but %s of %s may run on another machine"
            .formatted(
                place.key(),
                place.path(),
                place.use() == Use.WRITTEN_BY_DRIVER ? "the driver" : "each executor",
                master.url());
    String fix =
        "--set %s=hdfs:///…, or another URI that all of them can read".formatted(place.remedy());
    return List.of(
        // The executors of a master with a loopback address most likely run on this machine.
        master.loopback() ? warn("local-path", problem, fix) : refuse("local-path", problem, fix));
  }

  private static List<Finding> rename(Location place) {
    if (place.use() == Use.READ) {
      return List.of();
    }
    String fix =
        "--set %s=… on HDFS, an object store or another suitable file system"
            .formatted(place.remedy());
    if (READ_ONLY.contains(place.scheme())) {
      return List.of(
          refuse(
              "rename",
              "%s = %s cannot be written: %s is read-only"
                  .formatted(place.key(), place.path(), place.scheme()),
              fix));
    }
    if (place.trouble().isPresent()) {
      return List.of(
          refuse(
              "rename",
              "%s = %s cannot be used for runs, as a trial shows: %s"
                  .formatted(place.key(), place.path(), place.trouble().get()),
              fix));
    }
    return List.of();
  }
}
