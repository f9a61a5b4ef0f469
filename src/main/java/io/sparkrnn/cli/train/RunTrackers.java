package io.sparkrnn.cli.train;

import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.track.MlflowRun;
import io.sparkrnn.track.TensorBoardEvents;
import io.sparkrnn.track.TrainingMetricsSource;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.workload.Scores;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trackers of a run: TensorBoard, MLflow and Spark's metrics system. */
final class RunTrackers implements AutoCloseable {

  private final ResolvedConfig config;
  private final RunFolder run;
  private final TrainingMetricsSource source = TrainingMetricsSource.register();
  private final Optional<MlflowRun> mlflow;

  RunTrackers(ResolvedConfig config, RunFolder run) {
    this.config = config;
    this.run = run;
    Map<String, String> settings = new LinkedHashMap<>();
    config.entries().forEach(entry -> settings.put(entry.key(), entry.value()));
    String uri = run.uri();
    this.mlflow =
        MlflowRun.begin(
            config.job().tracking(),
            uri.substring(uri.lastIndexOf('/') + 1),
            settings,
            System.getenv());
  }

  /** Returns listeners for the training that holds out a validation split. */
  List<EpochListener> ofTraining() {
    List<EpochListener> listeners = listeners("train");
    mlflow.ifPresent(listeners::add);
    return listeners;
  }

  /** Returns listeners for the training on all examples. */
  List<EpochListener> ofRefit() {
    return listeners("refit");
  }

  private List<EpochListener> listeners(String name) {
    List<EpochListener> listeners = new ArrayList<>(List.of(source));
    if (config.job().tracking().tensorBoard()) {
      listeners.add(new TensorBoardEvents(run, name, Clock.systemUTC()));
    }
    return listeners;
  }

  /**
   * Reports that the run is published.
   *
   * @param test scores of the network on the test examples
   * @param baseline scores of the linear baseline on them; empty: there is none
   */
  void succeeded(Scores test, Optional<Scores> baseline) {
    Map<String, Double> scores = new LinkedHashMap<>();
    put("test/", test, scores);
    baseline.ifPresent(linear -> put("baseline/", linear, scores));
    mlflow.ifPresent(one -> one.succeeded(scores));
  }

  private static void put(String prefix, Scores scores, Map<String, Double> all) {
    scores.all().stream()
        .filter(score -> Double.isFinite(score.value()))
        .forEach(score -> all.put(prefix + score.name(), score.value()));
  }

  @Override
  public void close() {
    source.remove();
    mlflow.ifPresent(MlflowRun::close);
  }
}
