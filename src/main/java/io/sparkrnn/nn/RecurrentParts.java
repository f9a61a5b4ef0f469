package io.sparkrnn.nn;

import io.sparkrnn.config.ModelSettings;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitIdentity;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What networks with one recurrent layer have in common, of DL4J's own parts. */
public final class RecurrentParts {

  private RecurrentParts() {}

  /** The activation of the recurrent layer. */
  public static Activation activation(ModelSettings model) {
    return switch (model.activation()) {
      case TANH -> Activation.TANH;
      case RELU -> Activation.RELU;
      case IDENTITY -> Activation.IDENTITY;
    };
  }

  /** The first weights between states. */
  public static IWeightInit recurrentStart(ModelSettings model) {
    double gain = model.start().gain();
    return switch (model.start().recurrent()) {
      case ORTHOGONAL -> new OrthogonalWeights(gain);
      case IDENTITY -> new WeightInitIdentity(gain);
    };
  }

  /** DL4J's recurrent layer: [batch, inputs, length] to [batch, units, length]. */
  public static SimpleRnn.Builder simpleRnn(ModelSettings model, long inputs) {
    return new SimpleRnn.Builder()
        .name("rnn")
        .nIn(inputs)
        .nOut(model.hiddenSize())
        .activation(activation(model))
        .weightInit(WeightInit.XAVIER_UNIFORM)
        .weightInitRecurrent(recurrentStart(model));
  }

  /** The dense layer behind the last state: [batch, units] to [batch, outputs]. */
  public static OutputLayer output(
      ModelSettings model, long outputs, Activation activation, LossFunction loss) {
    OutputLayer.Builder output =
        new OutputLayer.Builder(loss)
            .name("output")
            .nIn(model.hiddenSize())
            .nOut(outputs)
            .activation(activation)
            .weightInit(WeightInit.XAVIER_UNIFORM);
    if (model.outputDropout() > 0) {
      output.dropOut(new Dropout(1 - model.outputDropout()));
    }
    return output.build();
  }
}
