package io.sparkrnn.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.error.BadDataException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Reads the metrics per epoch that {@link RunJournal} wrote. */
public final class RunHistory {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RunHistory() {}

  /**
   * Returns the values of one metric, in the order of the epochs.
   *
   * @param run the run's folder, local or any Hadoop URI
   * @param name key in {@code metrics.jsonl}, such as {@code val_accuracy}
   * @throws BadDataException if there is no such run, or an epoch has no such metric
   */
  public static List<Double> of(String run, String name, Configuration hadoop) {
    Path file = new Path(run, "metrics.jsonl");
    Storage storage = Storage.of(file, hadoop);
    FolderManifest.requireWhole(storage, new Path(run));
    if (!storage.exists(file)) {
      throw new BadDataException(
          "%s does not exist; expected the folder of a run that 'train' published".formatted(file));
    }
    List<Double> values = new ArrayList<>();
    for (String line : storage.readText(file).lines().toList()) {
      values.add(value(file, values.size() + 1, line, name));
    }
    return values;
  }

  private static double value(Path file, int row, String line, String name) {
    try {
      JsonNode epoch = JSON.readTree(line);
      JsonNode value = epoch.path(name);
      if (!value.isNumber()) {
        List<String> names = new ArrayList<>();
        epoch.fieldNames().forEachRemaining(names::add);
        throw new BadDataException(
            "%s, line %d: no numeric field '%s'; fields: %s"
                .formatted(file, row, name, String.join(", ", names)));
      }
      return value.doubleValue();
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "%s, line %d: not valid JSON: %s".formatted(file, row, e.getOriginalMessage()));
    }
  }
}
