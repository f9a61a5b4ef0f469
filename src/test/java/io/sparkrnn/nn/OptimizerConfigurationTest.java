package io.sparkrnn.nn;

import static io.sparkrnn.SettingsForTests.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.SettingsForTests;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.config.TrainingSettings.Optimizer;
import io.sparkrnn.config.TrainingSettings.Schedule;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.ISchedule;

class OptimizerConfigurationTest {

  /** Ten minibatches, each standing for 64 examples. */
  private static final TrainingLength TEN = new TrainingLength(10, 64);

  @Test
  void theRateGrowsWithTheReplicasAsToldTo() {
    TrainingSettings training =
        SettingsForTests.training(
            "training.learning-rate=0.5",
            "training.learning-rate-schedule=constant",
            "averaging.learning-rate-exponent=0.5");

    assertThat(OptimizerConfiguration.schedule(training, new TrainingLength(10, 64)).valueAt(3, 0))
        .isEqualTo(0.5);
    assertThat(
            OptimizerConfiguration.schedule(training, new TrainingLength(10, 256, 4)).valueAt(3, 0))
        .isEqualTo(1.0);
  }

  @Test
  void keepsAConstantRate() {
    ISchedule schedule = OptimizerConfiguration.schedule(settings(Schedule.CONSTANT, 0), TEN);

    for (int batch : new int[] {0, 1, 9, 10, 1_000_000}) {
      assertThat(schedule.valueAt(batch, 0)).isEqualTo(0.5);
    }
  }

  @Test
  void fallsInAStraightLineToZeroAtTheEnd() {
    ISchedule schedule = OptimizerConfiguration.schedule(settings(Schedule.LINEAR, 0), TEN);

    for (int batch = 0; batch <= 10; batch++) {
      assertThat(schedule.valueAt(batch, batch % 3)).isCloseTo(0.05 * (10 - batch), within(1e-12));
    }
    // The last batch has the number 9: it still learns.
    assertThat(schedule.valueAt(9, 0)).isPositive();
    assertThat(schedule.valueAt(11, 0)).isZero();
  }

  @Test
  void fallsAlongHalfACosine() {
    ISchedule schedule = OptimizerConfiguration.schedule(settings(Schedule.COSINE, 0), TEN);

    assertThat(schedule.valueAt(0, 0)).isEqualTo(0.5);
    assertThat(schedule.valueAt(2, 0)).isCloseTo(0.25 * (1 + Math.cos(Math.PI / 5)), within(1e-12));
    assertThat(schedule.valueAt(5, 0)).isCloseTo(0.25, within(1e-12));
    assertThat(schedule.valueAt(9, 0)).isPositive().isLessThan(0.02);
    assertThat(schedule.valueAt(10, 0)).isZero();
    assertThat(schedule.valueAt(15, 0)).isZero();
  }

  /** The same examples in fewer minibatches of each of more replicas. */
  @ParameterizedTest
  @EnumSource(Schedule.class)
  void followsExamplesWhateverTheReplicas(Schedule schedule) {
    ISchedule one =
        OptimizerConfiguration.schedule(settings(schedule, 600), new TrainingLength(40, 64));
    ISchedule four =
        OptimizerConfiguration.schedule(settings(schedule, 600), new TrainingLength(10, 256));

    for (int batch = 0; batch < 10; batch++) {
      double falling = one.valueAt(4 * batch, 0) / risen(4 * batch, 64);
      assertThat(four.valueAt(batch, 0)).isCloseTo(falling * risen(batch, 256), within(1e-12));
    }
  }

  private static double risen(int batch, int examples) {
    return Math.min(1, (batch + 1) * examples / 600.0);
  }

  @Test
  void risesWhileItWarmsUp() {
    ISchedule constant = OptimizerConfiguration.schedule(settings(Schedule.CONSTANT, 256), TEN);
    ISchedule linear = OptimizerConfiguration.schedule(settings(Schedule.LINEAR, 256), TEN);

    double[] share = {0.25, 0.5, 0.75, 1, 1, 1};
    for (int batch = 0; batch < share.length; batch++) {
      assertThat(constant.valueAt(batch, 0)).isCloseTo(0.5 * share[batch], within(1e-12));
      assertThat(linear.valueAt(batch, 0))
          .isCloseTo(0.05 * (10 - batch) * share[batch], within(1e-12));
    }
    assertThat(linear.valueAt(10, 0)).isZero();
  }

  @Test
  void survivesTheJsonOfANetwork() {
    MultiLayerConfiguration read =
        MultiLayerConfiguration.fromJson(
            configuration(settings(Optimizer.ADAM, Schedule.LINEAR, 256, 1)).toJson());

    Adam adam = (Adam) layer(read).getIUpdater();
    assertThat(adam.getLearningRate(0, 0)).isCloseTo(0.125, within(1e-12));
    assertThat(adam.getLearningRate(9, 0)).isCloseTo(0.05, within(1e-12));
  }

  @Test
  void hasEveryUpdateRule() {
    assertThat(updater(Optimizer.ADAM)).isInstanceOf(Adam.class);
    assertThat(updater(Optimizer.RMSPROP)).isInstanceOf(RmsProp.class);
    assertThat(updater(Optimizer.SGD)).isInstanceOf(Sgd.class);
  }

  @Test
  void tellsAdamHowSlowlyItForgets() {
    MultiLayerConfiguration configuration =
        configuration(SettingsForTests.training(set("training.adam-beta2", 0.75)));
    Adam told =
        (Adam) layer(MultiLayerConfiguration.fromJson(configuration.toJson())).getIUpdater();
    Adam usual = (Adam) updater(Optimizer.ADAM);

    assertThat(told.getBeta2()).isEqualTo(0.75);
    assertThat(told.getBeta1()).isEqualTo(usual.getBeta1()).isEqualTo(0.9);
    assertThat(usual.getBeta2()).isEqualTo(0.999);
  }

  /** DL4J's layers in a wrapper, too, and through JSON, as replicas get their network. */
  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void changesTheRateOfEveryLayer(Optimizer optimizer) {
    TrainingSettings settings = settings(optimizer, Schedule.LINEAR, 0, 0);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            OptimizerConfiguration.build(
                OptimizerConfiguration.builder(settings, 1, TEN)
                    .list()
                    .layer(new LastTimeStep(new SimpleRnn.Builder().nIn(2).nOut(2).build()))
                    .layer(new OutputLayer.Builder().nIn(2).nOut(2).build()),
                settings));
    network.init();

    OptimizerConfiguration.setRate(
        network, OptimizerConfiguration.schedule(settings, TEN).times(0.25));

    MultiLayerConfiguration replica =
        MultiLayerConfiguration.fromJson(network.getLayerWiseConfigurations().toJson());
    BaseLayer wrapped = (BaseLayer) ((LastTimeStep) replica.getConf(0).getLayer()).getUnderlying();
    BaseLayer output = (BaseLayer) replica.getConf(1).getLayer();
    for (BaseLayer layer : new BaseLayer[] {wrapped, output}) {
      for (String parameter : new String[] {"W", "b"}) {
        assertThat(layer.getUpdaterByParam(parameter).getLearningRate(4, 0))
            .isCloseTo(0.5 * 0.25 * 0.6, within(1e-12));
      }
    }
  }

  @Test
  void clipsOnlyWhereAsked() {
    BaseLayer clipped = layer(configuration(settings(Optimizer.SGD, Schedule.CONSTANT, 0, 2.5)));
    BaseLayer free = layer(configuration(settings(Optimizer.SGD, Schedule.CONSTANT, 0, 0)));

    assertThat(clipped.getGradientNormalization()).isEqualTo(GradientNormalization.ClipL2PerLayer);
    assertThat(clipped.getGradientNormalizationThreshold()).isEqualTo(2.5);
    assertThat(free.getGradientNormalization()).isEqualTo(GradientNormalization.None);
  }

  @Test
  void decaysWeightsOnlyWhereAsked() {
    BaseLayer plain = layer(configuration(SettingsForTests.training()));
    MultiLayerConfiguration configuration =
        configuration(SettingsForTests.training(set("training.weight-decay", 0.25)));
    BaseLayer decaying = layer(MultiLayerConfiguration.fromJson(configuration.toJson()));

    assertThat(plain.getRegularizationByParam("W")).isEmpty();
    assertThat(decaying.getRegularizationByParam("W")).containsExactly(new WeightDecay(0.25, true));
    assertThat(decaying.getRegularizationByParam("b")).isEmpty();
  }

  private static Object updater(Optimizer optimizer) {
    return layer(configuration(settings(optimizer, Schedule.CONSTANT, 0, 0))).getIUpdater();
  }

  private static BaseLayer layer(MultiLayerConfiguration configuration) {
    return (BaseLayer) configuration.getConf(0).getLayer();
  }

  private static MultiLayerConfiguration configuration(TrainingSettings settings) {
    return OptimizerConfiguration.build(
        OptimizerConfiguration.builder(settings, 1, TEN)
            .list()
            .layer(new OutputLayer.Builder().nIn(2).nOut(2).build()),
        settings);
  }

  private static TrainingSettings settings(Schedule schedule, int warmUp) {
    return settings(Optimizer.ADAM, schedule, warmUp, 0);
  }

  private static TrainingSettings settings(
      Optimizer optimizer, Schedule schedule, int warmUp, double clipNorm) {
    return SettingsForTests.training(
        set("training.optimizer", optimizer),
        set("training.learning-rate", 0.5),
        set("training.learning-rate-schedule", schedule),
        set("training.warm-up-examples", warmUp),
        set("training.clip-norm", clipNorm));
  }
}
