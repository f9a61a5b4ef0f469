package io.sparkrnn.workload.sentiment;

import static io.sparkrnn.SettingsForTests.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.SettingsForTests;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.config.TrainingSettings.Optimizer;
import io.sparkrnn.nn.RecurrentSettings.Activation;
import io.sparkrnn.nn.RecurrentSettings.Initializer;
import io.sparkrnn.nn.RecurrentSettings.Layer;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.nn.fused.FusedUpdater;
import io.sparkrnn.nn.fused.NetworkConversion;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.sentiment.SentimentNetwork.Output;
import io.sparkrnn.workload.sentiment.SequenceBatcher.Masking;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The fused layer against Deeplearning4j's layers, from the same parameters. */
class LayersAgreeTest {

  private static final int IDS = 60;

  /** How much of a sequence is padding. */
  private enum Padding {
    NONE,
    SOME,
    ALL_BUT_ONE
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, NONE",
    "1, 400, SOME",
    "2, 7, ALL_BUT_ONE",
    "3, 33, SOME",
    "17, 61, NONE",
    "61, 20, SOME",
    "62, 20, NONE",
    "64, 200, SOME",
    "65, 5, SOME",
    "122, 9, NONE",
    "123, 9, SOME",
    "130, 13, ALL_BUT_ONE"
  })
  void agreeOnOutputsAndGradients(int batch, int length, Padding padding) {
    for (Activation activation : Activation.values()) {
      Pair pair = new Pair(model(activation, 31, 45), 0);
      requireAgreement(pair, batch(batch, length, padding, Masking.PADDING));
      requireAgreement(pair, batch(batch, length, padding, Masking.NONE));
    }
  }

  @Test
  void agreeAtTheReferenceSize() {
    Pair pair = new Pair(model(Activation.TANH, 128, 128), 0);

    requireAgreement(pair, batch(64, 200, Padding.SOME, Masking.PADDING));
  }

  @Test
  void agreeOnRandomShapes() {
    Random random = new Random(11);
    for (int trial = 0; trial < 20; trial++) {
      Activation activation = Activation.values()[random.nextInt(3)];
      Pair pair = new Pair(model(activation, 1 + random.nextInt(70), 1 + random.nextInt(70)), 0);
      DataSet batch =
          batch(
              1 + random.nextInt(130),
              1 + random.nextInt(80),
              Padding.values()[random.nextInt(3)],
              Masking.values()[random.nextInt(2)]);
      requireAgreement(pair, batch);
    }
  }

  /** Deeplearning4j refuses a sequence of padding alone where padding is masked. */
  @Test
  void aSequenceOfPaddingAloneHasStateZero() {
    MultiLayerNetwork network = new Pair(model(Activation.TANH, 5, 6), 0).fused;
    network.getParam("1_b").assign(0.3);
    DataSet batch = minibatch(new float[][] {{0, 0, 0}, {0, 4, 5}}, Masking.PADDING);

    INDArray output =
        network.output(batch.getFeatures(), false, batch.getFeaturesMaskArray(), null);
    gradients(network, batch);

    assertThat(output.getDouble(0)).isCloseTo(1 / (1 + Math.exp(-0.3)), within(1e-6));
    assertThat(network.gradient().gradient().norm2Number().doubleValue()).isFinite().isPositive();
  }

  /**
   * Several steps with a falling rate and gradients that are clipped in all layers, in none, or in
   * some: every part of the updater counts.
   */
  @ParameterizedTest
  @CsvSource({
    "ADAM, 0.01, 0",
    "ADAM, 0, 0",
    "ADAM, 0.05, 0",
    "ADAM, 0.05, 1",
    "RMSPROP, 0.01, 0",
    "RMSPROP, 0.01, 1",
    "SGD, 0.01, 0",
    "SGD, 0.05, 1"
  })
  void agreeAfterTraining(Optimizer optimizer, double clipNorm, double weightDecay) {
    Pair pair =
        new Pair(
            model(Activation.TANH, 16, 20),
            set("training.optimizer", optimizer),
            set("training.clip-norm", clipNorm),
            set("training.weight-decay", weightDecay));
    pair.randomBiases();
    List<INDArray> start = parameters(pair.stock).stream().map(INDArray::dup).toList();
    FusedUpdater.install(pair.fused, null);
    for (int step = 0; step < 6; step++) {
      DataSet batch = batch(20 + step, 15, Padding.SOME, Masking.PADDING);
      pair.stock.fit(batch);
      pair.fused.fit(batch);
    }

    assertClose(
        differences(parameters(pair.fused), start),
        differences(parameters(pair.stock), start),
        0.01);
    assertThat(pair.fused.score()).isCloseTo(pair.stock.score(), within(1e-4));
  }

  private static List<INDArray> differences(List<INDArray> some, List<INDArray> others) {
    List<INDArray> differences = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      differences.add(some.get(i).sub(others.get(i)));
    }
    return differences;
  }

  @Test
  void startAlikeWhateverTheStart() {
    for (Initializer start : Initializer.values()) {
      ModelSettings model =
          SettingsForTests.model(
              set("model.recurrent-initializer", start),
              set("model.recurrent-gain", 1.25),
              set("model.embedding-range", 0.5));
      // Their constructor compares them.
      Pair pair = new Pair(model.withUnits(5, 6), 0);
      assertThat(pair.fused.getParam("0_E").amaxNumber().doubleValue()).isGreaterThan(0.4);
    }
  }

  /** Convert, train on with the other layers, convert back: as if nothing had happened. */
  @Test
  void oneTakesUpWhereTheOtherStopped() {
    Pair pair = new Pair(model(Activation.TANH, 16, 20), 1);
    DataSet batch = batch(20, 15, Padding.SOME, Masking.PADDING);
    FusedUpdater.install(pair.fused, null);
    pair.fused.fit(batch);
    pair.stock.fit(batch);

    MultiLayerNetwork taken =
        NetworkConversion.convert(pair.fused, pair.stock.getLayerWiseConfigurations().clone());
    taken.fit(batch);
    pair.stock.fit(batch);
    MultiLayerNetwork back =
        NetworkConversion.convert(taken, pair.fused.getLayerWiseConfigurations().clone());

    assertThat(taken.getLayer(0).getClass()).isEqualTo(pair.stock.getLayer(0).getClass());
    assertThat(taken.getIterationCount()).isEqualTo(2);
    assertClose(parameters(taken), parameters(pair.stock), 1e-4);
    assertThat(parameters(back)).isEqualTo(parameters(taken));
    assertThat(NetworkConversion.convert(back, pair.fused.getLayerWiseConfigurations()))
        .isSameAs(back);
  }

  private static void requireAgreement(Pair pair, DataSet batch) {
    pair.randomBiases();
    float[] fusedOutputs = outputs(pair.fused, batch);
    float[] stockOutputs = outputs(pair.stock, batch);
    for (int i = 0; i < stockOutputs.length; i++) {
      assertThat(fusedOutputs[i]).as("output %d", i).isCloseTo(stockOutputs[i], within(1e-5f));
    }
    gradients(pair.fused, batch);
    gradients(pair.stock, batch);
    assertClose(gradientsOf(pair.fused), gradientsOf(pair.stock), 1e-4);
    assertThat(pair.fused.score()).isCloseTo(pair.stock.score(), within(1e-4));
  }

  /** Each array's largest difference, relative to its largest value. */
  private static void assertClose(List<INDArray> some, List<INDArray> others, double bound) {
    assertThat(some).hasSameSizeAs(others);
    for (int i = 0; i < some.size(); i++) {
      double largest = others.get(i).amaxNumber().doubleValue();
      double difference = some.get(i).sub(others.get(i)).amaxNumber().doubleValue();
      assertThat(difference).as("array %d", i).isLessThanOrEqualTo(bound * largest + 1e-9);
    }
  }

  private static List<INDArray> gradientsOf(MultiLayerNetwork network) {
    // In the order of the parameters, not in that of backpropagation.
    return network.paramTable().keySet().stream().map(network.gradient()::getGradientFor).toList();
  }

  private static List<INDArray> parameters(MultiLayerNetwork network) {
    return new ArrayList<>(network.paramTable().values());
  }

  private static float[] outputs(MultiLayerNetwork network, DataSet batch) {
    return network
        .output(batch.getFeatures(), false, batch.getFeaturesMaskArray(), null)
        .toFloatVector();
  }

  private static void gradients(MultiLayerNetwork network, DataSet batch) {
    network.setInput(batch.getFeatures());
    network.setLabels(batch.getLabels());
    network.setLayerMaskArrays(batch.getFeaturesMaskArray(), null);
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
  }

  private static ModelSettings model(Activation activation, int embedding, int units) {
    return SettingsForTests.model(
            set("model.activation", activation), set("model.input-dropout", 0))
        .withUnits(embedding, units);
  }

  private static DataSet batch(int batch, int length, Padding padding, Masking masking) {
    Random random = new Random(31L * batch + length);
    float[][] rows = new float[batch][length];
    for (float[] row : rows) {
      int kept =
          switch (padding) {
            case NONE -> length;
            case SOME -> 1 + random.nextInt(length);
            case ALL_BUT_ONE -> 1;
          };
      int from = random.nextInt(length - kept + 1);
      for (int step = from; step < from + kept; step++) {
        // Few different ids, so that tokens repeat within and across sequences.
        row[step] = 1 + (int) (Math.pow(random.nextDouble(), 2) * (IDS - 1));
      }
    }
    return minibatch(rows, masking);
  }

  private static DataSet minibatch(float[][] rows, Masking masking) {
    List<Example> examples = new ArrayList<>();
    for (float[] row : rows) {
      examples.add(new Example(examples.size(), row, new float[] {examples.size() % 2}));
    }
    return Batchers.plain(masking).minibatch(examples);
  }

  /** One network in both forms. */
  private static final class Pair {
    final MultiLayerNetwork stock;
    final MultiLayerNetwork fused;

    Pair(ModelSettings model, double clipNorm) {
      this(model, set("training.clip-norm", clipNorm));
    }

    Pair(ModelSettings model, String... assignments) {
      List<String> all =
          new ArrayList<>(
              List.of(set("training.learning-rate", 0.01), set("training.warm-up-examples", 40)));
      all.addAll(List.of(assignments));
      TrainingSettings training = SettingsForTests.training(all.toArray(String[]::new));
      stock = network(model.with(Layer.STOCK), training);
      fused = network(model.with(Layer.FUSED), training);
      assertThat(parameters(fused)).as("one seed starts both alike").isEqualTo(parameters(stock));
    }

    private static MultiLayerNetwork network(ModelSettings model, TrainingSettings training) {
      MultiLayerNetwork network =
          new MultiLayerNetwork(
              SentimentNetwork.configuration(
                  model, training, 5, IDS, 200, Output.BINARY, new TrainingLength(10, 20)));
      network.init();
      return network;
    }

    /** They start as zeros, which would hide them. */
    void randomBiases() {
      INDArray bias = Nd4j.rand(stock.getParam("1_b").shape()).subi(0.5);
      stock.getParam("1_b").assign(bias);
      fused.getParam("0_b").assign(bias);
    }
  }
}
