package io.sparkrnn.track;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.TrainingPlan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The figures of the last epoch as a source of Spark's metrics system, which any of its sinks
 * shows, such as the servlet for Prometheus. A figure is a gauge named as in TensorBoard, with
 * dots.
 */
public final class TrainingSource implements Source, EpochListener {

  private final MetricRegistry registry = new MetricRegistry();
  private final Map<String, Double> figures = new ConcurrentHashMap<>();

  private TrainingSource() {
    gauge("epoch");
    gauge("epochs");
  }

  /** One that Spark's metrics system of this process shows from now on. */
  public static TrainingSource register() {
    TrainingSource source = new TrainingSource();
    SparkEnv.get().metricsSystem().registerSource(source);
    return source;
  }

  /** Takes it out of Spark's metrics system. */
  public void remove() {
    SparkEnv.get().metricsSystem().removeSource(this);
  }

  @Override
  public String sourceName() {
    return "sparkRnn";
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  @Override
  public void started(TrainingPlan plan) {
    figures.put("epochs", (double) plan.epochs());
    // There before the first epoch has ended, since sinks ask for a source's gauges once.
    for (String name :
        List.of(
            "train.loss",
            "train.accuracy",
            "validation.loss",
            "validation.accuracy",
            "learning_rate",
            "examples_per_second",
            "replica_divergence")) {
      gauge(name);
    }
  }

  @Override
  public void resumed(List<EpochRecord> before) {
    before.forEach(this::show);
  }

  @Override
  public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
    show(record);
  }

  private void show(EpochRecord record) {
    figures.put("epoch", (double) record.epoch());
    EpochFigures.of(record)
        .forEach(
            (name, value) -> {
              figures.put(name.replace('/', '.'), value);
              gauge(name.replace('/', '.'));
            });
  }

  private void gauge(String name) {
    if (!registry.getNames().contains(name)) {
      registry.register(name, (Gauge<Double>) () -> figures.getOrDefault(name, Double.NaN));
    }
  }
}
