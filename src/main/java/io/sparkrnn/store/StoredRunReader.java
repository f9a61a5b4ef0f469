package io.sparkrnn.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.config.IdentitySettings;
import io.sparkrnn.config.SavedSettings;
import io.sparkrnn.error.BadDataException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Reads the small files of a published run, which may be damaged or of another version. */
final class StoredRunReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Most bytes of a file; the metrics of 20,000 epochs are smaller. */
  private static final int MOST_BYTES = 8 << 20;

  private StoredRunReader() {}

  /**
   * Reads a run.
   *
   * @param problems gets what could not be read, if the run can be shown nevertheless
   * @return the run; empty if the folder is none
   * @throws BadDataException if its summary is damaged, or it lost files on an object store
   */
  static Optional<StoredRun> read(Storage storage, FileStatus status, Consumer<String> problems) {
    Path folder = status.getPath();
    Optional<byte[]> summary = find(storage, new Path(folder, RunFolder.SUMMARY));
    if (summary.isEmpty()) {
      return Optional.empty();
    }
    FolderManifest.requireWhole(storage, folder);
    JsonNode result = object(summary.get(), RunFolder.SUMMARY);
    JsonNode provenance = JSON.createObjectNode();
    Map<String, List<Double>> history = Map.of();
    try {
      provenance = optional(storage, new Path(folder, ModelBundle.PROVENANCE_FILE));
      history = history(storage, new Path(folder, "metrics.jsonl"));
    } catch (BadDataException e) {
      problems.accept(RunsFolder.problem(folder, e));
    }
    Map<String, String> settings =
        find(storage, new Path(folder, ModelBundle.CONFIGURATION_FILE))
            .map(bytes -> SavedSettings.parse(new String(bytes, StandardCharsets.UTF_8)))
            .orElseGet(Map::of);
    return Optional.of(
        new StoredRun(
            folder.getName(),
            folder.toUri().toString(),
            started(provenance).orElseGet(() -> Instant.ofEpochMilli(status.getModificationTime())),
            settings.getOrDefault("workload", provenance.path("workload").asText("")),
            identity(settings),
            Optional.ofNullable(settings.get("models.dir")).filter(dir -> !dir.equals("\"\"")),
            promoted(result.path("promotion")),
            wholeNumber(result.path("epochs")),
            number(result.path("seconds")),
            longNumber(provenance.path("train_examples")),
            scores(result.path("validation")),
            scores(result.path("test")),
            history));
  }

  private static Map<String, String> identity(Map<String, String> settings) {
    Map<String, String> identity = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> {
          if (IdentitySettings.include(key) && !key.equals("workload")) {
            identity.put(key, value);
          }
        });
    return identity;
  }

  private static Optional<byte[]> find(Storage storage, Path file) {
    return storage.ifThere("cannot read " + file, () -> storage.read(file, MOST_BYTES));
  }

  private static JsonNode optional(Storage storage, Path file) {
    return find(storage, file)
        .map(bytes -> object(bytes, file.getName()))
        .orElseGet(JSON::createObjectNode);
  }

  private static JsonNode object(byte[] bytes, String name) {
    try {
      JsonNode tree = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
      if (tree.isObject()) {
        return tree;
      }
      throw new BadDataException("%s is not a JSON object".formatted(name));
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "%s is not valid JSON: %s".formatted(name, e.getOriginalMessage()), e);
    }
  }

  private static Map<String, List<Double>> history(Storage storage, Path file) {
    Map<String, List<Double>> history = new LinkedHashMap<>();
    String text =
        find(storage, file).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    int epochs = 0;
    for (String line : text.lines().toList()) {
      addEpoch(history, object(line.getBytes(StandardCharsets.UTF_8), file.getName()), epochs);
      epochs++;
    }
    return history;
  }

  private static void addEpoch(Map<String, List<Double>> history, JsonNode epoch, int before) {
    epoch
        .fields()
        .forEachRemaining(
            field -> {
              if (RunJournal.isScore(field.getKey())) {
                List<Double> values =
                    history.computeIfAbsent(field.getKey(), name -> new ArrayList<>());
                while (values.size() < before) {
                  values.add(Double.NaN);
                }
                values.add(field.getValue().asDouble(Double.NaN));
              }
            });
  }

  private static Map<String, Double> scores(JsonNode object) {
    Map<String, Double> scores = new LinkedHashMap<>();
    object
        .fields()
        .forEachRemaining(
            field -> scores.put(field.getKey(), field.getValue().asDouble(Double.NaN)));
    return scores;
  }

  private static Optional<Boolean> promoted(JsonNode promotion) {
    JsonNode promoted = promotion.path("promoted");
    return promoted.isBoolean() ? Optional.of(promoted.booleanValue()) : Optional.empty();
  }

  private static Optional<Instant> started(JsonNode provenance) {
    for (String key : List.of("started", "imported")) {
      try {
        return Optional.of(Instant.parse(provenance.path(key).asText()));
      } catch (DateTimeException e) {
        continue;
      }
    }
    return Optional.empty();
  }

  private static OptionalInt wholeNumber(JsonNode node) {
    return node.isInt() ? OptionalInt.of(node.intValue()) : OptionalInt.empty();
  }

  private static OptionalLong longNumber(JsonNode node) {
    return node.canConvertToLong() ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
  }

  private static OptionalDouble number(JsonNode node) {
    return node.isNumber() ? OptionalDouble.of(node.doubleValue()) : OptionalDouble.empty();
  }
}
