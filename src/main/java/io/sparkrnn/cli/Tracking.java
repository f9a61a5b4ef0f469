package io.sparkrnn.cli;

import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.track.MlflowRun;
import io.sparkrnn.track.TensorBoardEvents;
import io.sparkrnn.track.TrainingSource;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.workload.Scores;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who else watches a run: TensorBoard, MLflow, Spark's metrics system. */
final class Tracking implements AutoCloseable {

  private final ResolvedConfig config;
  private final RunFolder run;
  private final TrainingSource source = TrainingSource.register();
  private final Optional<MlflowRun> mlflow;

  Tracking(ResolvedConfig config, RunFolder run) {
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

  /** Those who watch the training that holds a validation part out. */
  List<EpochListener> ofTraining() {
    List<EpochListener> listeners = listeners("train");
    mlflow.ifPresent(listeners::add);
    return listeners;
  }

  /** Those who watch the training on all examples. */
  List<EpochListener> ofRefit() {
    return listeners("refit");
  }

  private List<EpochListener> listeners(String part) {
    List<EpochListener> listeners = new ArrayList<>(List.of(source));
    if (config.job().tracking().tensorBoard()) {
      listeners.add(new TensorBoardEvents(run, part, Clock.systemUTC()));
    }
    return listeners;
  }

  /** The run is published, and scored so on the test examples. */
  void succeeded(Scores test) {
    Map<String, Double> figures = new LinkedHashMap<>();
    test.all().stream()
        .filter(score -> Double.isFinite(score.value()))
        .forEach(score -> figures.put("test/" + score.name(), score.value()));
    mlflow.ifPresent(one -> one.succeeded(figures));
  }

  @Override
  public void close() {
    source.remove();
    mlflow.ifPresent(MlflowRun::close);
  }
}
