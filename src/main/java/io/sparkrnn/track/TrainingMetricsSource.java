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
 * Source of Spark's metrics system with the metrics of the last epoch, for any of its sinks, such
 * as the Prometheus servlet. Each metric is a gauge, named as in TensorBoard but with dots instead
 * of slashes.
 */
public final class TrainingMetricsSource implements Source, EpochListener {

  private final MetricRegistry registry = new MetricRegistry();
  private final Map<String, Double> values = new ConcurrentHashMap<>();

  private TrainingMetricsSource() {
    gauge("epoch");
    gauge("epochs");
  }

  /** Creates a source and registers it with the metrics system of this process's Spark. */
  public static TrainingMetricsSource register() {
    TrainingMetricsSource source = new TrainingMetricsSource();
    SparkEnv.get().metricsSystem().registerSource(source);
    return source;
  }

  /** Removes the source from Spark's metrics system. */
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
    values.put("epochs", (double) plan.epochs());
    // Registered before the first epoch ends, since sinks ask for a source's gauges only once.
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
    values.put("epoch", (double) record.epoch());
    EpochScalars.of(record)
        .forEach(
            (name, value) -> {
              values.put(name.replace('/', '.'), value);
              gauge(name.replace('/', '.'));
            });
  }

  private void gauge(String name) {
    if (!registry.getNames().contains(name)) {
      registry.register(name, (Gauge<Double>) () -> values.getOrDefault(name, Double.NaN));
    }
  }
}
