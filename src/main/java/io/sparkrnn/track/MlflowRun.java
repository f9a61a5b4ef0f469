package io.sparkrnn.track;

import io.sparkrnn.config.TrackingSettings;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training as a run of MLflow: settings, the figures of each epoch, and how it ended. What is
 * said to a server is said beside the training: if it does not answer, training goes on, and the
 * log tells.
 */
public final class MlflowRun implements EpochListener, AutoCloseable {

  /** What the server takes at once, and how long a value may be. */
  private static final int PARAMS_AT_ONCE = 100;

  private static final int LONGEST_VALUE = 500;

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
   * Begins a run, where a server is configured.
   *
   * @param name of the run
   * @param settings by key
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
        "begin a run",
        () -> {
          String number = client.experiment(experiment);
          Map<String, Object> content = new LinkedHashMap<>();
          content.put("experiment_id", number);
          content.put("run_name", name);
          content.put("start_time", clock.millis());
          id = Optional.of(client.post("runs/create", content).at("/run/info/run_id").asText());
          List<Map<String, String>> params = new ArrayList<>();
          settings.forEach(
              (key, value) ->
                  params.add(
                      Map.of(
                          "key",
                          key,
                          "value",
                          value.substring(0, Math.min(LONGEST_VALUE, value.length())))));
          for (int from = 0; from < params.size(); from += PARAMS_AT_ONCE) {
            log("params", params.subList(from, Math.min(from + PARAMS_AT_ONCE, params.size())));
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
    send(EpochFigures.of(record), record.epoch());
  }

  /** The training was published, with these figures. */
  public void succeeded(Map<String, Double> figures) {
    send(figures, 0);
    status = "FINISHED";
  }

  private void send(Map<String, Double> figures, long step) {
    List<Map<String, Object>> metrics = new ArrayList<>();
    figures.forEach(
        (name, value) -> {
          Map<String, Object> metric = new LinkedHashMap<>();
          metric.put("key", name);
          metric.put("value", value);
          metric.put("timestamp", clock.millis());
          metric.put("step", step);
          metrics.add(metric);
        });
    attempt("log an epoch", () -> log("metrics", metrics));
  }

  private void log(String what, List<?> entries) throws IOException {
    if (id.isPresent()) {
      client.post("runs/log-batch", Map.of("run_id", id.get(), what, entries));
    }
  }

  /** Ends the run, as failed unless {@link #succeeded} was told. */
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

  private interface Call {
    void run() throws IOException;
  }

  private static void attempt(String what, Call call) {
    try {
      call.run();
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("MLflow: cannot {}: {}; training goes on", what, e.toString());
    }
  }
}
