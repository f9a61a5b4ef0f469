package io.sparkrnn;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.workload.Workloads;
import io.sparkrnn.workload.sentiment.ModelSettings;
import io.sparkrnn.workload.sentiment.SentimentSettings;
import java.util.List;
import java.util.Locale;

/** Settings that differ from the defaults in what a test is about, given as for {@code --set}. */
public final class SettingsForTests {

  private SettingsForTests() {}

  public static ModelSettings model(String... assignments) {
    return SentimentSettings.of(job(assignments)).model();
  }

  public static TrainingSettings training(String... assignments) {
    return job(assignments).training();
  }

  /** The assignment of a value, one of an enum spelt as in a file. */
  public static String set(String key, Object value) {
    return key
        + "="
        + (value instanceof Enum<?> one
            ? one.name().toLowerCase(Locale.ROOT).replace('_', '-')
            : value);
  }

  /** The settings of a job whose workload is among the assignments. */
  public static JobConfig job(String... assignments) {
    return ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), List.of(assignments)).job();
  }
}
