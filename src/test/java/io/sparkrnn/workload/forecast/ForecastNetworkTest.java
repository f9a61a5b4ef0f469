package io.sparkrnn.workload.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.sparkrnn.SettingsForTests;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.nn.RecurrentSettings.Layer;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.nn.fused.NetworkConversion;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The forecast's network with a linear path, in both implementations of its recurrent layer. */
class ForecastNetworkTest {

  private static final int COLUMNS = 2;
  private static final int WINDOW = 4;
  private static final int UNITS = 3;
  private static final int BATCH = 5;

  private static MultiLayerNetwork network(Layer layer) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(layer));
    network.init();
    return network;
  }

  private static MultiLayerConfiguration configuration(Layer layer) {
    JobConfig job =
        SettingsForTests.job(
            "workload=forecast",
            "data.validation.split=last",
            "forecast.window=" + WINDOW,
            "forecast.linear-path=true",
            "model.hidden-size=" + UNITS,
            "training.learning-rate-schedule=constant",
            "training.learning-rate=0.01",
            "training.weight-decay=0.1");
    SeriesForecastSettings settings = SeriesForecastSettings.of(job);
    return ForecastNetwork.configuration(
        settings.forecast(),
        settings.recurrent().with(layer),
        job.training(),
        7,
        COLUMNS,
        TrainingLength.none());
  }

  private static DataSet batch(int size) {
    return new DataSet(
        Nd4j.rand(-1, 1, Nd4j.getRandom(), size, COLUMNS, WINDOW),
        Nd4j.rand(-1, 1, Nd4j.getRandom(), size, COLUMNS));
  }

  private static float[] flat(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  @ParameterizedTest
  @EnumSource(Layer.class)
  void itsFirstOutputIsZero(Layer layer) {
    MultiLayerNetwork network = network(layer);

    assertThat(network.getParam("1_W").shape()).containsExactly(UNITS + COLUMNS * WINDOW, COLUMNS);
    assertThat(flat(network.output(batch(2).getFeatures()))).containsOnly(0);
  }

  /** With all states' weights at 0, the output is that of a linear model. */
  @ParameterizedTest
  @EnumSource(Layer.class)
  void theWindowHasALinearPathToTheOutput(Layer layer) {
    MultiLayerNetwork network = network(layer);
    // The second column's last step goes to the first output.
    network.getParam("1_W").putScalar(UNITS + 2 * WINDOW - 1, 0, 3);
    INDArray features = batch(BATCH).getFeatures();

    INDArray output = network.output(features);

    for (int row = 0; row < BATCH; row++) {
      assertThat(output.getFloat(row, 0)).isEqualTo(3 * features.getFloat(row, 1, WINDOW - 1));
      assertThat(output.getFloat(row, 1)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FUSED, 0_W",
    "FUSED, 0_RW",
    "FUSED, 0_b",
    "FUSED, 1_W",
    "FUSED, 1_b",
    "STOCK, 0_W",
    "STOCK, 0_RW",
    "STOCK, 1_W"
  })
  void gradientsAreThoseOfTheLoss(Layer layer, String name) {
    MultiLayerNetwork network = network(layer);
    network.setParams(Nd4j.rand(-0.5, 0.5, Nd4j.getRandom(), 1, network.numParams()));
    DataSet batch = batch(BATCH);
    network.setInput(batch.getFeatures());
    network.setLabels(batch.getLabels());
    network.computeGradientAndScore();
    INDArray gradient = network.gradient().getGradientFor(name).dup();
    INDArray parameter = network.getParam(name);

    for (long i = 0; i < parameter.rows(); i++) {
      for (long j = 0; j < parameter.columns(); j++) {
        double value = parameter.getDouble(i, j);
        double step = 1e-2;
        parameter.putScalar(i, j, value + step);
        double above = loss(network, batch);
        parameter.putScalar(i, j, value - step);
        double below = loss(network, batch);
        parameter.putScalar(i, j, value);
        assertThat(gradient.getDouble(i, j))
            .as("%s[%d, %d]", name, i, j)
            .isCloseTo((above - below) / (2 * step), within(5e-3));
      }
    }
  }

  /** Summed over the minibatch, as DL4J's gradients are before they are divided. */
  private static double loss(MultiLayerNetwork network, DataSet batch) {
    INDArray error = network.output(batch.getFeatures()).sub(batch.getLabels());
    return error.mul(error).sumNumber().doubleValue() / COLUMNS;
  }

  /**
   * Losses of the same network in JAX, from the same weights, with AdamW and each layer's gradient
   * clipped to a norm of 1.
   */
  @ParameterizedTest
  @EnumSource(Layer.class)
  void trainingIsThatOfTheSameNetworkInJax(Layer layer) {
    MultiLayerNetwork network = network(layer);
    fillWithSine(network.getParam("0_W"), 1);
    fillWithSine(network.getParam("0_RW"), 10);
    INDArray features = Nd4j.create(DataType.FLOAT, BATCH, COLUMNS, WINDOW);
    INDArray labels = Nd4j.create(DataType.FLOAT, BATCH, COLUMNS);
    for (int row = 0; row < BATCH; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        labels.putScalar(row, column, 3 * Math.sin(2 * row + column));
        for (int step = 0; step < WINDOW; step++) {
          features.putScalar(row, column, step, Math.cos(1 + 8 * row + 4 * column + step));
        }
      }
    }
    DataSet batch = new DataSet(features, labels);

    Map<Integer, Double> losses = new TreeMap<>();
    for (int pass = 1; pass <= 100; pass++) {
      network.fit(batch.copy());
      losses.put(pass, loss(network, batch) / BATCH);
    }

    assertThat(losses.get(1)).isCloseTo(4.06896, withinPercentage(0.1));
    assertThat(losses.get(20)).isCloseTo(1.60125, withinPercentage(0.1));
    assertThat(losses.get(100)).isCloseTo(0.27194, withinPercentage(0.1));
  }

  private static void fillWithSine(INDArray weights, int from) {
    for (int row = 0; row < weights.rows(); row++) {
      for (int column = 0; column < weights.columns(); column++) {
        weights.putScalar(row, column, 0.5 * Math.sin(from + 3 * row + column));
      }
    }
  }

  @Test
  void bothImplementationsLearnTheSame() {
    MultiLayerNetwork fused = network(Layer.FUSED);
    MultiLayerNetwork stock = network(Layer.STOCK);
    assertThat(flat(fused.params())).containsExactly(flat(stock.params()));

    for (int pass = 0; pass < 20; pass++) {
      DataSet batch = batch(BATCH);
      fused.fit(batch.copy());
      stock.fit(batch.copy());
    }

    assertThat(flat(fused.params())).containsExactly(flat(stock.params()), within(2e-4f));
    assertThat(flat(fused.getParam("1_W"))).doesNotContain(0);
    INDArray features = batch(3).getFeatures();
    MultiLayerNetwork converted = NetworkConversion.convert(stock, configuration(Layer.FUSED));
    assertThat(converted).isNotSameAs(stock);
    assertThat(flat(converted.output(features)))
        .containsExactly(flat(stock.output(features)), within(1e-5f));
    assertThat(NetworkConversion.convert(fused, configuration(Layer.FUSED))).isSameAs(fused);
  }

  /** Parameters, updater state and counters are all there is, as in a checkpoint. */
  @ParameterizedTest
  @EnumSource(Layer.class)
  void itGoesOnFromACopyAsIfNothingHadHappened(Layer layer) {
    MultiLayerNetwork network = network(layer);
    for (int pass = 0; pass < 5; pass++) {
      network.fit(batch(BATCH));
    }
    MultiLayerConfiguration configuration =
        MultiLayerConfiguration.fromJson(network.getLayerWiseConfigurations().toJson());
    configuration.setIterationCount(network.getLayerWiseConfigurations().getIterationCount());
    MultiLayerNetwork copy = new MultiLayerNetwork(configuration);
    copy.init(network.params().dup(), false);
    copy.getUpdater()
        .setStateViewArray(copy, network.getUpdater().getStateViewArray().dup(), false);

    for (int pass = 0; pass < 5; pass++) {
      DataSet batch = batch(BATCH);
      network.fit(batch.copy());
      copy.fit(batch.copy());
    }

    assertThat(flat(copy.params())).containsExactly(flat(network.params()));
  }

  @ParameterizedTest
  @EnumSource(Layer.class)
  void itsConfigurationIsJson(Layer layer) {
    MultiLayerConfiguration configuration = configuration(layer);

    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());

    assertThat(read).isEqualTo(configuration);
    MultiLayerNetwork network = new MultiLayerNetwork(read);
    network.init();
    assertThat(network.numParams()).isEqualTo(network(layer).numParams());
  }
}
