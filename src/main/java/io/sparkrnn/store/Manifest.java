package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PreparedData.Fact;
import io.sparkrnn.workload.StartVectors;
import java.util.List;

/**
 * What a folder of prepared data holds.
 *
 * @param fingerprint of what it was made from
 * @param startSize of the vectors that a network may start from; 0: there are none
 * @param files every data file and its checksum, sorted by path
 */
record Manifest(
    String fingerprint,
    long trainCount,
    long testCount,
    List<Asset> assets,
    int startSize,
    List<Fact> facts,
    List<String> warnings,
    List<File> files) {

  private static final ObjectMapper JSON = new ObjectMapper();

  Manifest {
    requireNonNull(fingerprint, "fingerprint is null");
    assets = List.copyOf(requireNonNull(assets, "assets is null"));
    facts = List.copyOf(requireNonNull(facts, "facts is null"));
    warnings = List.copyOf(requireNonNull(warnings, "warnings is null"));
    files = List.copyOf(requireNonNull(files, "files is null"));
  }

  /** A file relative to the folder, and its SHA-256. */
  record File(String path, String sha256) {}

  static Manifest of(String fingerprint, PreparedData data, List<File> files) {
    return new Manifest(
        fingerprint,
        data.trainCount(),
        data.testCount(),
        data.assets(),
        data.start().map(StartVectors::size).orElse(0),
        data.facts(),
        data.warnings(),
        files);
  }

  String toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is plain strings and numbers", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Manifest parse(String json) {
    try {
      return requireNonNull(JSON.readValue(json, Manifest.class), "manifest is null");
    } catch (NullPointerException e) {
      throw new IllegalArgumentException("unreadable manifest: it is null", e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("unreadable manifest: " + e.getOriginalMessage(), e);
    }
  }
}
