package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One version of a model: a run's model, what it scored and where it came from. It never changes.
 *
 * @param number from 1
 * @param location the folder that is read as a model, as a URI
 * @param origin the run it is of, when it was added, and what it was trained on
 * @param summary what the run said of itself
 * @param decision why it was promoted or not; empty for one that nobody decided about
 */
public record ModelVersion(
    int number, String location, Origin origin, JsonNode summary, Optional<JsonNode> decision) {

  /**
   * Where a version came from.
   *
   * @param run its URI
   * @param added when, as ISO 8601 in UTC
   * @param identity a hash of settings and data: the same ones would only make the same model again
   */
  public record Origin(String run, String added, String identity) {
    public Origin {
      requireNonNull(run, "run is null");
      requireNonNull(added, "added is null");
      requireNonNull(identity, "identity is null");
    }
  }

  public ModelVersion {
    requireNonNull(location, "location is null");
    requireNonNull(origin, "origin is null");
    requireNonNull(summary, "summary is null");
    requireNonNull(decision, "decision is null");
  }
}
