package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

import org.apache.hadoop.fs.Path;

/**
 * Version of a model that a run became.
 *
 * @param run URI of the run
 * @param number number of the version, from 1
 * @param state whether it is the current version
 */
public record RunVersion(String run, int number, State state) {

  /** State of a version. */
  public enum State {
    CURRENT,
    OTHER
  }

  public RunVersion {
    requireNonNull(run, "run is null");
    requireNonNull(state, "state is null");
  }

  /** Returns the same text for all URIs of a run, however many slashes they begin with. */
  public static String key(String uri) {
    return new Path(uri).toString();
  }
}
