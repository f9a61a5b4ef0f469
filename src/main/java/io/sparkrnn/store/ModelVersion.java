package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Version of a model: the model of a run with its summary and origin. Versions never change.
 *
 * @param number number of the version, from 1
 * @param location URI of the folder with the model
 * @param origin run that the version was made from
 * @param summary summary of the run
 * @param decision why it was promoted or not; empty if there was no decision
 */
public record ModelVersion(
    int number, String location, Origin origin, JsonNode summary, Optional<JsonNode> decision) {

  /**
   * Origin of a version.
   *
   * @param run URI of the run
   * @param added time at which the version was added, as ISO 8601 in UTC
   * @param identity hash of settings and data; equal hashes yield equal models
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
