package io.sparkrnn.nn;

import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitIdentity;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J layers and initializers shared by networks with one recurrent layer. */
public final class RecurrentLayers {

  private RecurrentLayers() {}

  /** Returns the activation function of the recurrent layer. */
  public static Activation activation(RecurrentSettings model) {
    return switch (model.activation()) {
      case TANH -> Activation.TANH;
      case RELU -> Activation.RELU;
      case IDENTITY -> Activation.IDENTITY;
    };
  }

  /** Returns the initializer of the recurrent weights. */
  public static IWeightInit recurrentStart(RecurrentSettings model) {
    double gain = model.gain();
    return switch (model.initializer()) {
      case ORTHOGONAL -> new OrthogonalWeights(gain);
      case IDENTITY -> new WeightInitIdentity(gain);
    };
  }

  /** Returns DL4J's recurrent layer: [batch, inputs, length] to [batch, units, length]. */
  public static SimpleRnn.Builder simpleRnn(RecurrentSettings model, long inputs) {
    return new SimpleRnn.Builder()
        .name("rnn")
        .nIn(inputs)
        .nOut(model.hiddenSize())
        .activation(activation(model))
        .weightInit(WeightInit.XAVIER_UNIFORM)
        .weightInitRecurrent(recurrentStart(model));
  }

  /** Returns the dense layer after the last state: [batch, units] to [batch, outputs]. */
  public static OutputLayer output(
      RecurrentSettings model, long outputs, Activation activation, LossFunction loss) {
    return output(model, outputs, activation, loss.getILossFunction());
  }

  /** Returns the dense layer as above, with a loss that is none of DL4J's. */
  public static OutputLayer output(
      RecurrentSettings model, long outputs, Activation activation, ILossFunction loss) {
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
