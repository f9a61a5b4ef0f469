package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A file or folder that a job reads or writes.
 *
 * @param key the setting that names it
 * @param remedy the setting to change if it is the wrong one
 * @param path as it is set
 * @param scheme of its file system, such as file or hdfs
 * @param use what for
 * @param trouble why nothing can be renamed there; empty if it can, or it was not tried
 */
public record Place(
    String key, String remedy, String path, String scheme, Use use, Optional<String> trouble) {

  /** What a place is for. */
  public enum Use {
    /** By executors. */
    READ,
    /** By the driver alone. */
    WRITTEN_BY_DRIVER,
    /** By executors too. */
    WRITTEN_BY_ALL
  }

  public Place {
    requireNonNull(key, "key is null");
    requireNonNull(remedy, "remedy is null");
    requireNonNull(path, "path is null");
    requireNonNull(scheme, "scheme is null");
    requireNonNull(use, "use is null");
    requireNonNull(trouble, "trouble is null");
  }
}
