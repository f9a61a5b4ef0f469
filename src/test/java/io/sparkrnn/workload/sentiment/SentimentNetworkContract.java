package io.sparkrnn.workload.sentiment;

import static io.sparkrnn.SettingsForTests.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.SettingsForTests;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.config.TrainingSettings.Schedule;
import io.sparkrnn.nn.RecurrentSettings;
import io.sparkrnn.nn.RecurrentSettings.Initializer;
import io.sparkrnn.nn.RecurrentSettings.Layer;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.nn.fused.FusedUpdater;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PretrainedEmbedding;
import io.sparkrnn.workload.sentiment.SentimentNetwork.Output;
import io.sparkrnn.workload.sentiment.SequenceBatcher.Masking;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What the network does, whatever layers compute it. */
abstract class SentimentNetworkContract {

  private final Layer layer;

  SentimentNetworkContract(Layer layer) {
    this.layer = layer;
  }

  private static final int IDS = 40;
  private static final int LENGTH = 7;

  /** Padding before, after, none; the last two rows are the shortest there can be. */
  private static final float[][] ROWS = {
    {0, 0, 1, 9, 2, 33, 4},
    {1, 9, 2, 33, 4, 0, 0},
    {5, 6, 7, 8, 39, 38, 37},
    {0, 0, 0, 0, 0, 0, 1},
    {1, 0, 0, 0, 0, 0, 0}
  };

  @Test
  void wordsStartFromTheVectorsThatThereAre() {
    MultiLayerNetwork random = reference();
    MultiLayerNetwork network = reference();
    float[] vectors = new float[3 * 128];
    for (int i = 0; i < 128; i++) {
      vectors[i] = i + 1;
      vectors[2 * 128 + i] = -i;
    }
    SentimentNetwork.startFrom(network, new PretrainedEmbedding(128, vectors), 0.5);

    INDArray embedding = parameter(network, 0);
    assertThat(embedding.getFloat(0, 127)).isEqualTo(64);
    assertThat(embedding.getFloat(2, 3)).isEqualTo(-1.5f);
    for (int row : new int[] {1, 3, 9_999}) {
      assertThat(embedding.getRow(row)).isEqualTo(parameter(random, 0).getRow(row));
    }
    for (int other = 1; other < 6; other++) {
      assertThat(parameter(network, other)).isEqualTo(parameter(random, other));
    }
    assertThatThrownBy(
            () -> SentimentNetwork.startFrom(network, new PretrainedEmbedding(64, vectors), 1))
        .hasMessage(
            "6 pretrained vectors of size 64 do not fit an embedding of shape [10000, 128]");
  }

  @Test
  void hasTheParametersOfTheReferenceScript() {
    MultiLayerNetwork network = reference();

    assertThat(network.numParams()).isEqualTo(1_313_025);
    assertThat(parameter(network, 0).shape()).containsExactly(10_000, 128);
    assertThat(parameter(network, 1).shape()).containsExactly(128, 128);
    assertThat(parameter(network, 2).shape()).containsExactly(128, 128);
    assertThat(parameter(network, 3).length()).isEqualTo(128);
    assertThat(parameter(network, 4).shape()).containsExactly(128, 1);
    assertThat(network.paramTable()).hasSize(6);
  }

  @Test
  void startsWithTheWeightsThatKerasGives() {
    MultiLayerNetwork network = reference();

    requireUniform(parameter(network, 0), 0.05);
    requireUniform(parameter(network, 1), Math.sqrt(6.0 / (128 + 128)));
    requireUniform(parameter(network, 4), Math.sqrt(6.0 / (128 + 1)));
    assertThat(parameter(network, 3).norm2Number().doubleValue()).isZero();
    assertThat(parameter(network, 5).norm2Number().doubleValue()).isZero();
    INDArray recurrent = parameter(network, 2);
    assertThat(recurrent.mmul(recurrent.transpose()).sub(Nd4j.eye(128)).amaxNumber().doubleValue())
        .isLessThan(1e-5);
  }

  @Test
  void startsTheEmbeddingWithinItsRange() {
    requireUniform(parameter(network(small(set("model.embedding-range", 0.5)), 5), 0), 0.5);
  }

  @Test
  void startsWithAnOrthogonalMatrixTimesTheGain() {
    INDArray plain = parameter(network(small(), 5), 2);
    INDArray scaled = parameter(network(small(set("model.recurrent-gain", 0.5)), 5), 2);

    assertThat(scaled).isEqualTo(plain.mul(0.5));
  }

  @Test
  void startsWithTheIdentityTimesTheGain() {
    MultiLayerNetwork network =
        network(
            small(
                set("model.recurrent-initializer", Initializer.IDENTITY),
                set("model.recurrent-gain", 0.75)),
            5);
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
    MultiLayerNetwork again = new MultiLayerNetwork(read);
    again.init();

    assertThat(parameter(network, 2)).isEqualTo(Nd4j.eye(6).mul(0.75));
    requireUniform(parameter(network, 0), 0.05);
    requireUniform(parameter(network, 1), Math.sqrt(6.0 / (4 + 6)));
    assertThat(parameter(network, 3).norm2Number().doubleValue()).isZero();
    assertThat(read).isEqualTo(configuration);
    assertThat(again.params()).isEqualTo(network.params());
  }

  @Test
  void startsTheSameForTheSameSeedOnly() {
    assertThat(network(model(0, 0), 5).params()).isEqualTo(network(model(0, 0), 5).params());
    assertThat(network(model(0, 0), 5).params()).isNotEqualTo(network(model(0, 0), 6).params());
  }

  @ParameterizedTest
  @EnumSource(RecurrentSettings.Activation.class)
  void passesOverPaddingAtEitherEnd(RecurrentSettings.Activation activation) {
    MultiLayerNetwork network = network(model(activation), 5);

    requireForwardPass(network, activation, Masking.PADDING);
  }

  @ParameterizedTest
  @EnumSource(RecurrentSettings.Activation.class)
  void readsPaddingAsAWordWithoutMasks(RecurrentSettings.Activation activation) {
    MultiLayerNetwork network = network(model(activation), 5);

    requireForwardPass(network, activation, Masking.NONE);
  }

  @Test
  void dropsNothingButInTraining() {
    MultiLayerNetwork plain = network(model(0, 0), 5);
    MultiLayerNetwork dropping = network(model(0.5, 0.5), 5);
    dropping.setParams(plain.params().dup());

    assertThat(outputs(dropping, Masking.PADDING)).isEqualTo(outputs(plain, Masking.PADDING));
  }

  @Test
  void dropsTheSameUnitsAtAllSteps() {
    // Every embedding is 1, and the layer adds up its inputs: a unit's last state is the number of
    // steps at which it was kept, times what makes up for the dropped ones.
    int units = 400;
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            SentimentNetwork.configuration(
                settings(
                    set("model.embedding-size", units),
                    set("model.hidden-size", units),
                    set("model.activation", RecurrentSettings.Activation.IDENTITY),
                    set("model.input-dropout", 0.25),
                    set("model.output-dropout", 0.5)),
                training(),
                5,
                IDS,
                LENGTH,
                Output.BINARY,
                TrainingLength.none()));
    network.init();
    parameter(network, 0).assign(1);
    parameter(network, 1).assign(Nd4j.eye(units));
    parameter(network, 2).assign(Nd4j.eye(units));
    DataSet batch = Batchers.plain(Masking.NONE).minibatch(examples());

    int layers = network.getnLayers() - 1;
    INDArray last = network.feedForwardToLayer(layers - 1, batch.getFeatures(), true).get(layers);

    float kept = LENGTH / 0.75f;
    int dropped = 0;
    int differences = 0;
    for (int row = 0; row < ROWS.length; row++) {
      for (int unit = 0; unit < units; unit++) {
        float state = last.getFloat(row, unit);
        if (state == 0) {
          dropped++;
        } else {
          assertThat(state).isCloseTo(kept, within(1e-4f));
        }
        differences += (state == 0) == (last.getFloat(0, unit) == 0) ? 0 : 1;
      }
    }
    assertThat(dropped).isBetween(ROWS.length * units / 5, ROWS.length * units * 3 / 10);
    assertThat(differences).as("sequences have masks of their own").isGreaterThan(units);
  }

  @Test
  void survivesJson() {
    MultiLayerConfiguration configuration =
        network(model(0.2, 0.3), 5).getLayerWiseConfigurations();

    assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
  }

  /** With a gradient of zero, decay is all there is, of words that do not occur as well. */
  @Test
  void decaysWeightsAndNotBiases() {
    TrainingSettings training =
        SettingsForTests.training(
            set("training.weight-decay", 0.5),
            set("training.learning-rate", 0.01),
            set("training.learning-rate-schedule", Schedule.CONSTANT));
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            SentimentNetwork.configuration(
                small(), training, 5, IDS, LENGTH, Output.BINARY, TrainingLength.none()));
    network.init();
    FusedUpdater.install(network, null);
    parameter(network, 3).assign(0.7);
    // Nothing reaches the layers below the output.
    parameter(network, 4).assign(0);
    List<INDArray> before = network.paramTable().values().stream().map(INDArray::dup).toList();

    DataSet batch = Batchers.plain(Masking.PADDING).minibatch(examples());
    network.fit(batch);

    for (int weights = 0; weights < 3; weights++) {
      INDArray expected = before.get(weights).mul(1 - 0.01 * 0.5);
      assertThat(parameter(network, weights).sub(expected).amaxNumber().doubleValue())
          .as("parameter %d", weights)
          .isLessThan(1e-7);
    }
    assertThat(parameter(network, 3)).isEqualTo(before.get(3));
  }

  /** Compares DL4J's outputs with Embedding, SimpleRNN, last step and sigmoid written out. */
  private static void requireForwardPass(
      MultiLayerNetwork network, RecurrentSettings.Activation activation, Masking masking) {
    // The initial biases are zero, which would hide them.
    parameter(network, 3)
        .assign(Nd4j.createFromArray(-0.2f, 0.3f, 0.1f, -0.1f, 0.2f, 0.05f).reshape(1, 6));
    parameter(network, 5).assign(0.1);
    DoubleUnaryOperator function =
        switch (activation) {
          case TANH -> Math::tanh;
          case RELU -> x -> Math.max(0, x);
          case IDENTITY -> x -> x;
        };
    float[] outputs = outputs(network, masking);
    for (int row = 0; row < ROWS.length; row++) {
      double[] state = new double[6];
      for (float id : ROWS[row]) {
        if (id != 0 || masking == Masking.NONE) {
          state = step(network, (int) id, state, function);
        }
      }
      double sum = parameter(network, 5).getDouble(0);
      for (int unit = 0; unit < state.length; unit++) {
        sum += state[unit] * parameter(network, 4).getDouble(unit, 0);
      }
      assertThat((double) outputs[row])
          .as("row %d", row)
          .isCloseTo(1 / (1 + Math.exp(-sum)), within(1e-6));
    }
  }

  private static double[] step(
      MultiLayerNetwork network, int id, double[] before, DoubleUnaryOperator function) {
    INDArray embedding = parameter(network, 0);
    INDArray input = parameter(network, 1);
    INDArray recurrent = parameter(network, 2);
    double[] after = new double[before.length];
    for (int unit = 0; unit < after.length; unit++) {
      double sum = parameter(network, 3).getDouble(unit);
      for (int i = 0; i < embedding.columns(); i++) {
        sum += embedding.getDouble(id, i) * input.getDouble(i, unit);
      }
      for (int i = 0; i < before.length; i++) {
        sum += before[i] * recurrent.getDouble(i, unit);
      }
      after[unit] = function.applyAsDouble(sum);
    }
    return after;
  }

  private static float[] outputs(MultiLayerNetwork network, Masking masking) {
    DataSet batch = Batchers.plain(masking).minibatch(examples());
    return network
        .output(batch.getFeatures(), false, batch.getFeaturesMaskArray(), null)
        .toFloatVector();
  }

  private static List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (float[] row : ROWS) {
      examples.add(new Example(examples.size(), row, new float[] {0}));
    }
    return examples;
  }

  /** Embedding, input weights, recurrent weights, bias, output weights, output bias. */
  private static INDArray parameter(MultiLayerNetwork network, int index) {
    return List.copyOf(network.paramTable().values()).get(index);
  }

  /** All within the bound and spread as a uniform distribution is. */
  private static void requireUniform(INDArray weights, double bound) {
    double largest = weights.amaxNumber().doubleValue();
    assertThat(largest).isLessThanOrEqualTo(bound + 1e-6).isGreaterThan(0.95 * bound);
    assertThat(weights.meanNumber().doubleValue()).isCloseTo(0, within(0.2 * bound));
    assertThat(weights.stdNumber().doubleValue())
        .isCloseTo(bound / Math.sqrt(3), within(0.1 * bound));
  }

  private MultiLayerNetwork reference() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            SentimentNetwork.configuration(
                settings(), training(), 42, 10_000, 200, Output.BINARY, TrainingLength.none()));
    network.init();
    return network;
  }

  private MultiLayerNetwork network(ModelSettings model, long seed) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            SentimentNetwork.configuration(
                model, training(), seed, IDS, LENGTH, Output.BINARY, TrainingLength.none()));
    network.init();
    return network;
  }

  private ModelSettings model(double inputDropout, double outputDropout) {
    return small(
        set("model.input-dropout", inputDropout), set("model.output-dropout", outputDropout));
  }

  private ModelSettings model(RecurrentSettings.Activation activation) {
    return small(set("model.input-dropout", 0), set("model.activation", activation));
  }

  private ModelSettings small(String... assignments) {
    return settings(assignments).withUnits(4, 6);
  }

  private ModelSettings settings(String... assignments) {
    return SettingsForTests.model(assignments).with(layer);
  }

  private static TrainingSettings training() {
    return SettingsForTests.training();
  }
}
