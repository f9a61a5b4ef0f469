package io.sparkrnn.plan;

import static io.sparkrnn.plan.Finding.refuse;
import static io.sparkrnn.plan.Finding.warn;

import io.sparkrnn.plan.Place.Use;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether all processes see the same files, and whether a run can be published. */
final class PlaceChecks {

  private static final String LOCAL = "file";

  /** Where a rename copies every object and deletes it, one at a time. */
  private static final Set<String> OBJECT_STORES =
      Set.of("s3", "s3a", "s3n", "gs", "wasb", "wasbs", "oss", "cosn", "swift");

  /** Hadoop reads them, and writes nothing there. */
  private static final Set<String> READ_ONLY = Set.of("http", "https", "har", "data");

  private PlaceChecks() {}

  static Stream<Finding> of(Setup setup) {
    return setup.places().stream().flatMap(place -> of(place, setup));
  }

  private static Stream<Finding> of(Place place, Setup setup) {
    return Stream.of(local(place, setup), rename(place)).flatMap(List::stream);
  }

  private static List<Finding> local(Place place, Setup setup) {
    Master master = setup.master();
    boolean away = setup.spark().text("spark.submit.deployMode").orElse("client").equals("cluster");
    boolean onlyHere = place.use() == Use.WRITTEN_BY_DRIVER && !away;
    if (!place.scheme().equals(LOCAL) || master.sameMachine() || onlyHere) {
      return List.of();
    }
    String problem =
        "%s = %s is a path of this machine, and %s of %s has disks of its own"
            .formatted(
                place.key(),
                place.path(),
                place.use() == Use.WRITTEN_BY_DRIVER ? "the driver" : "each executor",
                master.url());
    String fix =
        "--set %s=hdfs:///…, or another URI that all of them reach".formatted(place.remedy());
    return List.of(
        master.loopback()
            ? warn("local-path", problem + ", unless it runs here", fix)
            : refuse("local-path", problem, fix));
  }

  private static List<Finding> rename(Place place) {
    if (place.use() == Use.READ) {
      return List.of();
    }
    String fix = "--set %s=… on HDFS or another file system that can".formatted(place.remedy());
    if (READ_ONLY.contains(place.scheme())) {
      return List.of(
          refuse(
              "rename",
              "%s = %s cannot be written: %s is for reading"
                  .formatted(place.key(), place.path(), place.scheme()),
              fix));
    }
    if (place.trouble().isPresent()) {
      return List.of(
          refuse(
              "rename",
              "%s = %s cannot hold runs, which are written under a hidden name and then renamed: %s"
                  .formatted(place.key(), place.path(), place.trouble().get()),
              fix));
    }
    return OBJECT_STORES.contains(place.scheme())
        ? List.of(
            warn(
                "rename",
                "%s = %s is an object store, where a rename copies files one by one: who looks meanwhile sees a part of the run"
                    .formatted(place.key(), place.path()),
                fix + ", or look at a run only once its job has ended"))
        : List.of();
  }
}
