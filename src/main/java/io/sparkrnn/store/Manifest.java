package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PreparedData.Fact;
import io.sparkrnn.workload.PretrainedEmbedding;
import java.util.List;

/**
 * Manifest of a folder of prepared data. Component names are the keys of its JSON.
 *
 * @param fingerprint of the input and settings that the data was prepared from
 * @param trainCount number of training examples
 * @param testCount number of test examples
 * @param unlabeledCount number of examples without a target
 * @param assets assets of the workload, such as the vocabulary
 * @param startSize size of the pretrained embedding vectors; 0 if there are none
 * @param facts facts for the report
 * @param warnings warnings for the report
 * @param files all data files with their checksums, sorted by path
 */
record Manifest(
    String fingerprint,
    long trainCount,
    long testCount,
    long unlabeledCount,
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

  /**
   * Data file.
   *
   * @param path relative to the folder
   * @param sha256 hexadecimal checksum
   */
  record File(String path, String sha256) {}

  static Manifest of(String fingerprint, PreparedData data, List<File> files) {
    return new Manifest(
        fingerprint,
        data.trainCount(),
        data.testCount(),
        data.unlabeledCount(),
        data.assets(),
        data.start().map(PretrainedEmbedding::size).orElse(0),
        data.facts(),
        data.warnings(),
        files);
  }

  /**
   * Parses the JSON of a manifest.
   *
   * @throws IllegalArgumentException if it is not a valid manifest
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
