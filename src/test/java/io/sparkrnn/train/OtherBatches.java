package io.sparkrnn.train;

import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.ExampleSize;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A workload whose minibatches are made by another batcher. */
record OtherBatches(Workload workload, Batcher other) implements Workload {

  @Override
  public String name() {
    return workload.name();
  }

  @Override
  public String title() {
    return workload.title();
  }

  @Override
  public String fingerprint() {
    return workload.fingerprint();
  }

  @Override
  public String source() {
    return workload.source();
  }

  @Override
  public PreparedData prepare(SparkSession spark) {
    return workload.prepare(spark);
  }

  @Override
  public PreparedData prepareFor(SparkSession spark, List<Asset> assets) {
    return workload.prepareFor(spark, assets);
  }

  @Override
  public ExampleSize exampleSize() {
    return workload.exampleSize();
  }

  @Override
  public MultiLayerConfiguration network(List<Asset> assets, TrainingLength horizon) {
    return workload.network(assets, horizon);
  }

  @Override
  public Batcher batcher(List<Asset> assets) {
    return other;
  }

  @Override
  public MetricsFactory epochMetrics(List<Asset> assets) {
    return workload.epochMetrics(assets);
  }

  @Override
  public MetricsFactory testMetrics(List<Asset> assets) {
    return workload.testMetrics(assets);
  }

  @Override
  public List<Figure> showExamples(
      MultiLayerNetwork network, PreparedData test, Metrics judged, int count) {
    return workload.showExamples(network, test, judged, count);
  }
}
