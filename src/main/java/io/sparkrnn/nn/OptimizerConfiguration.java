package io.sparkrnn.nn;

import io.sparkrnn.config.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.ISchedule;

/** Optimizer configuration of networks, shared by all workloads. */
public final class OptimizerConfiguration {

  private OptimizerConfiguration() {}

  /**
   * Returns a builder with optimizer, learning-rate schedule, gradient clipping and seed set.
   *
   * @param horizon length of the training, at whose end a decaying learning rate is zero
   */
  public static NeuralNetConfiguration.Builder builder(
      TrainingSettings training, long seed, TrainingLength horizon) {
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(updater(training, schedule(training, horizon)));
    if (training.clipNorm() > 0) {
      builder
          .gradientNormalization(GradientNormalization.ClipL2PerLayer)
          .gradientNormalizationThreshold(training.clipNorm());
    }
    return builder;
  }

  /**
   * Builds the configuration of these layers, with weight decay set. DL4J applies weight decay to
   * weights and not to biases; its builder's {@code weightDecay} would apply it twice (1.0.0-M2).
   */
  public static MultiLayerConfiguration build(
      NeuralNetConfiguration.ListBuilder layers, TrainingSettings training) {
    MultiLayerConfiguration configuration = layers.build();
    if (training.weightDecay() > 0) {
      for (NeuralNetConfiguration conf : configuration.getConfs()) {
        // DL4J's layers expect a mutable list.
        base(conf.getLayer())
            .setRegularization(
                new ArrayList<>(List.of(new WeightDecay(training.weightDecay(), true))));
      }
    }
    return configuration;
  }

  /** Returns the layer that has the parameters: the innermost one of wrappers. */
  public static BaseLayer base(Layer layer) {
    return layer instanceof BaseWrapperLayer wrapper
        ? base(wrapper.getUnderlying())
        : (BaseLayer) layer;
  }

  /** Returns the learning rate as a function of the number of minibatches seen by a replica. */
  public static LearningRate schedule(TrainingSettings training, TrainingLength horizon) {
    double factor = Math.pow(horizon.replicas(), training.averaging().rateExponent());
    return new LearningRate(
        training.learningRate() * factor,
        training.schedule(),
        training.warmUpExamples(),
        horizon.batches(),
        horizon.examplesPerBatch());
  }

  /** Sets the learning rate of every layer of a network, from its next minibatch on. */
  public static void setRate(MultiLayerNetwork network, LearningRate rate) {
    for (NeuralNetConfiguration conf : network.getLayerWiseConfigurations().getConfs()) {
      BaseLayer layer = base(conf.getLayer());
      layer.getIUpdater().setLrAndSchedule(Double.NaN, rate);
      if (layer.getBiasUpdater() != null) {
        layer.getBiasUpdater().setLrAndSchedule(Double.NaN, rate);
      }
    }
  }

  private static IUpdater updater(TrainingSettings training, ISchedule schedule) {
    return switch (training.optimizer()) {
      case ADAM ->
          Adam.builder().beta2(training.adamBeta2()).learningRateSchedule(schedule).build();
      case RMSPROP -> RmsProp.builder().learningRateSchedule(schedule).build();
      case SGD -> Sgd.builder().learningRateSchedule(schedule).build();
    };
  }
}
