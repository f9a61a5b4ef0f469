package io.sparkrnn.export;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.nn.RecurrentSettings.Layer;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import io.sparkrnn.workload.sentiment.SentimentSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Small networks with weights that matter everywhere, and what they say. */
final class Networks {

  static final int LENGTH = 7;
  static final int IDS = 40;

  private static final float[] PADDING = new float[LENGTH];

  /** Padding before, after, in the middle, none, all; and nothing but the start. */
  static final List<float[]> SEQUENCES =
      List.of(
          new float[] {0, 0, 1, 9, 2, 33, 4},
          new float[] {1, 9, 2, 33, 4, 0, 0},
          new float[] {1, 9, 0, 33, 4, 2, 5},
          new float[] {1, 9, 0, 0, 4, 0, 0},
          new float[] {5, 6, 7, 8, 39, 38, 37},
          PADDING,
          new float[] {0, 0, 0, 0, 0, 0, 1},
          new float[] {1, 0, 0, 0, 0, 0, 0});

  private Networks() {}

  static JobConfig config(String... assignments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "text.vocabulary-size=" + IDS,
                "text.length=" + LENGTH,
                "model.embedding-size=5",
                "model.hidden-size=6",
                "model.embedding-range=1"));
    all.addAll(List.of(assignments));
    return ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), all).job();
  }

  /** All sequences that the layers can read: Deeplearning4j's own refuse one of padding alone. */
  static List<float[]> sequencesFor(JobConfig config) {
    boolean refused =
        SentimentSettings.of(config).model().maskPadding()
            && SentimentSettings.of(config).model().recurrent().layer() == Layer.STOCK;
    return SEQUENCES.stream().filter(ids -> !refused || !Arrays.equals(ids, PADDING)).toList();
  }

  /** A network whose biases are not zero, as they are at first. */
  static MultiLayerNetwork network(JobConfig config) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(workload(config).network(List.of(), TrainingLength.none()));
    network.init();
    List<String> names = List.copyOf(network.paramTable().keySet());
    network
        .getParam(names.get(3))
        .assign(Nd4j.createFromArray(-0.3f, 0.2f, 0.1f, -0.1f, 0.4f, 0.05f).reshape(1, 6));
    network.getParam(names.get(5)).assign(0.2);
    return network;
  }

  static double[] probabilities(
      JobConfig config, MultiLayerNetwork network, List<float[]> sequences) {
    Batcher batcher = workload(config).batcher(List.of());
    DataSet batch =
        batcher.minibatch(
            sequences.stream().map(ids -> new Example(0, ids, new float[1])).toList());
    return network
        .output(batch.getFeatures(), false, batch.getFeaturesMaskArray(), null)
        .reshape(sequences.size())
        .toDoubleVector();
  }

  private static Workload workload(JobConfig config) {
    return Workloads.create(config, new Configuration());
  }
}
