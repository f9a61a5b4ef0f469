package io.sparkrnn.track;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.config.TrackingSettings;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.function.FailableRunnable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a training as an MLflow run: settings as parameters, metrics per epoch, and the final
 * status. If the server fails, a warning is logged and training continues.
 */
public final class MlflowRun implements EpochListener, AutoCloseable {

  /** Largest number of parameters that the server accepts in a request. */
  private static final int MAX_PARAMS_PER_BATCH = 100;

  /** Longest parameter value that the server accepts; longer ones are cut. */
  private static final int MAX_VALUE_LENGTH = 500;

  private static final Logger LOG = LoggerFactory.getLogger(MlflowRun.class);

  private final MlflowClient client;
  private final Clock clock;
  private Optional<String> id = Optional.empty();
  private String status = "FAILED";

  private MlflowRun(MlflowClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Creates a run on the tracking server; empty if no server is configured.
   *
   * @param name name of the run
   * @param settings settings by key, logged as parameters
   * @param environment environment variables with the server's credentials
   */
  public static Optional<MlflowRun> begin(
      TrackingSettings tracking,
      String name,
      Map<String, String> settings,
      Map<String, String> environment) {
    return tracking
        .mlflowUri()
        .map(
            server -> {
              MlflowRun run =
                  new MlflowRun(new MlflowClient(server, environment), Clock.systemUTC());
              run.begin(tracking.experiment(), name, settings);
              return run;
            });
  }

  private void begin(String experiment, String name, Map<String, String> settings) {
    attempt(
        "create a run",
        () -> {
          NewRun run = new NewRun(client.experiment(experiment), name, clock.millis());
          id = Optional.of(client.post("runs/create", run).at("/run/info/run_id").asText());
          List<Param> params = new ArrayList<>();
          settings.forEach(
              (key, value) ->
                  params.add(new Param(key, StringUtils.truncate(value, MAX_VALUE_LENGTH))));
          for (int from = 0; from < params.size(); from += MAX_PARAMS_PER_BATCH) {
            log(
                "params",
                params.subList(from, Math.min(from + MAX_PARAMS_PER_BATCH, params.size())));
          }
        });
  }

  @Override
  public void resumed(List<EpochRecord> before) {
    before.forEach(this::send);
  }

  @Override
  public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
    send(record);
  }

  private void send(EpochRecord record) {
    send(EpochScalars.of(record), record.epoch());
  }

  /** Logs the final metrics and marks the run as finished. Call after the run is published. */
  public void succeeded(Map<String, Double> finalMetrics) {
    send(finalMetrics, 0);
    status = "FINISHED";
  }

  private void send(Map<String, Double> values, long step) {
    List<Metric> metrics = new ArrayList<>();
    values.forEach((name, value) -> metrics.add(new Metric(name, value, clock.millis(), step)));
    attempt("log metrics", () -> log("metrics", metrics));
  }

  private void log(String what, List<?> entries) throws IOException {
    if (id.isPresent()) {
      client.post("runs/log-batch", Map.of("run_id", id.get(), what, entries));
    }
  }

  /** Ends the run; its status is failed unless {@link #succeeded} was called. */
  @Override
  public void close() {
    if (id.isPresent()) {
      attempt(
          "end a run",
          () ->
              client.post(
                  "runs/update",
                  Map.of("run_id", id.get(), "status", status, "end_time", clock.millis())));
    }
  }

  @JsonNaming(SnakeCaseStrategy.class)
  private record NewRun(String experimentId, String runName, long startTime) {}

  private record Param(String key, String value) {}

  private record Metric(String key, double value, long timestamp, long step) {}

  private static void attempt(String what, FailableRunnable<IOException> call) {
    try {
      call.run();
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("MLflow: cannot {}: {}; training continues", what, e.toString());
    }
  }
}
