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
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.ISchedule;

class OptimisationTest {

  @Test
  void keepsAConstantRate() {
    ISchedule schedule = Optimisation.schedule(settings(Schedule.CONSTANT, 0), 10);

    for (int batch : new int[] {0, 1, 9, 10, 1_000_000}) {
      assertThat(schedule.valueAt(batch, 0)).isEqualTo(0.5);
    }
  }

  @Test
  void fallsInAStraightLineToZeroAtTheEnd() {
    ISchedule schedule = Optimisation.schedule(settings(Schedule.LINEAR, 0), 10);

    for (int batch = 0; batch <= 10; batch++) {
      assertThat(schedule.valueAt(batch, batch % 3)).isCloseTo(0.05 * (10 - batch), within(1e-12));
    }
    // The last batch has the number 9: it still learns.
    assertThat(schedule.valueAt(9, 0)).isPositive();
    assertThat(schedule.valueAt(11, 0)).isZero();
  }

  @Test
  void risesWhileItWarmsUp() {
    ISchedule constant = Optimisation.schedule(settings(Schedule.CONSTANT, 4), 10);
    ISchedule linear = Optimisation.schedule(settings(Schedule.LINEAR, 4), 10);

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
            configuration(settings(Optimizer.ADAM, Schedule.LINEAR, 4, 1)).toJson());

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
    return Optimisation.build(
        Optimisation.builder(settings, 1, 10)
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
        set("training.warm-up-batches", warmUp),
        set("training.clip-norm", clipNorm));
  }
}
