package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Published run, as its small files describe it. Whatever a file lacks, because another version of
 * this program wrote it, is empty.
 *
 * @param id name of the run's folder
 * @param uri URI of the run's folder
 * @param started start of the training, or the time at which its folder was last changed
 * @param workload name of the workload; empty text: unknown
 * @param settings settings that determine what is trained, by key
 * @param modelsDir folder of the model's versions that the run was added to; empty: none
 * @param promoted whether the run was promoted when it ended; empty: there was no decision
 * @param epochs number of epochs trained
 * @param seconds duration of the job
 * @param trainExamples number of examples of the training split, before the validation split was
 *     taken from it
 * @param validation validation scores of the epoch that was kept
 * @param test test scores; empty: the run was imported, not trained
 * @param history scores of each epoch by name, those of the validation split with {@code val_}
 */
public record StoredRun(
    String id,
    String uri,
    Instant started,
    String workload,
    Map<String, String> settings,
    Optional<String> modelsDir,
    Optional<Boolean> promoted,
    OptionalInt epochs,
    OptionalDouble seconds,
    OptionalLong trainExamples,
    Map<String, Double> validation,
    Map<String, Double> test,
    Map<String, List<Double>> history) {

  /** Prefix of the scores of the validation split in {@link #history}. */
  public static final String VALIDATION = "val_";

  public StoredRun {
    requireNonNull(id, "id is null");
    requireNonNull(uri, "uri is null");
    requireNonNull(started, "started is null");
    requireNonNull(workload, "workload is null");
    settings = inOrder(settings);
    requireNonNull(modelsDir, "modelsDir is null");
    requireNonNull(promoted, "promoted is null");
    requireNonNull(epochs, "epochs is null");
    requireNonNull(seconds, "seconds is null");
    requireNonNull(trainExamples, "trainExamples is null");
    validation = inOrder(validation);
    test = inOrder(test);
    history = inOrder(history);
  }

  private static <T> Map<String, T> inOrder(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
