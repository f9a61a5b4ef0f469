package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A file or folder that a job reads or writes.
 *
 * @param key the setting that names it
 * @param remedy the setting to change if the location is not suitable
 * @param path value of the setting {@code key}
 * @param scheme scheme of its file system, such as file or hdfs
 * @param use how the job uses it
 * @param trouble error of a trial of writing to it; empty if that succeeded or was not tried
 */
public record Location(
    String key, String remedy, String path, String scheme, Use use, Optional<String> trouble) {

  /** Uses of a location. */
  public enum Use {
    /** Read by executors. */
    READ,
    /** Written by the driver alone. */
    WRITTEN_BY_DRIVER,
    /** Written by the driver and executors. */
    WRITTEN_BY_ALL
  }

  public Location {
    requireNonNull(key, "key is null");
    requireNonNull(remedy, "remedy is null");
    requireNonNull(path, "path is null");
    requireNonNull(scheme, "scheme is null");
    requireNonNull(use, "use is null");
    requireNonNull(trouble, "trouble is null");
  }
}
