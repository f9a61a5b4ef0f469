package io.sparkrnn.nn;

import java.util.Arrays;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Cross-entropy whose term for each class is multiplied by the class's weight: of two classes with
 * one sigmoid unit {@code -(w1 t log p + w0 (1 - t) log(1 - p))}, of more with softmax {@code -sum
 * w_c t_c log p_c}, where t are the targets and p the probabilities. The loss of a minibatch is the
 * mean over its examples, as in Keras with {@code class_weight}.
 *
 * <p>DL4J's weights of XENT are those of outputs rather than of classes. Masks of labels cannot be
 * used as weights: the gradient of XENT applies them twice, and MCXENT refuses one for a minibatch
 * of a single example (1.0.0-M2).
 */
public final class WeightedCrossEntropy implements ILossFunction {

  private static final long serialVersionUID = 1L;

  /** Probabilities are kept this far from 0 and 1 before the logarithm. */
  private static final double EPSILON = 1e-7;

  @JsonProperty private double[] weights;

  /** For JSON. */
  @SuppressWarnings("unused")
  private WeightedCrossEntropy() {}

  /**
   * Creates a loss.
   *
   * @param weights weight of each class, two or more
   */
  public WeightedCrossEntropy(double[] weights) {
    this.weights = weights.clone();
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
    double sum = computeScoreArray(labels, preOutput, activation, mask).sumNumber().doubleValue();
    return average ? sum / labels.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    requireNoMask(mask);
    INDArray clipped =
        Transforms.max(
            Transforms.min(activation.getActivation(preOutput.dup(), true), 1 - EPSILON), EPSILON);
    INDArray terms = labels.mul(Transforms.log(clipped));
    if (isSigmoid(labels)) {
      terms.muli(weights[1]);
      terms.addi(labels.rsub(1).muli(Transforms.log(clipped.rsub(1))).muli(weights[0]));
    } else {
      terms.muliRowVector(row());
    }
    return terms.sum(true, 1).negi();
  }

  /** {@inheritDoc} The activation is the sigmoid or the softmax, whose derivative cancels. */
  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
    requireNoMask(mask);
    INDArray probabilities = activation.getActivation(preOutput.dup(), true);
    if (isSigmoid(labels)) {
      INDArray positive = labels.mul(weights[1]);
      INDArray all = labels.rsub(1).muli(weights[0]).addi(positive);
      return probabilities.muli(all).subi(positive);
    }
    INDArray targets = labels.mulRowVector(row());
    INDArray all = targets.sum(true, 1);
    return probabilities.muli(all.broadcast(probabilities.shape())).subi(targets);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, preOutput, activation, mask, average),
        computeGradient(labels, preOutput, activation, mask));
  }

  private boolean isSigmoid(INDArray labels) {
    boolean sigmoid = labels.size(1) == 1 && weights.length == 2;
    if (!sigmoid && labels.size(1) != weights.length) {
      throw new IllegalArgumentException(
          "%d outputs and %d class weights, expected equal numbers, or one output of two classes"
              .formatted(labels.size(1), weights.length));
    }
    return sigmoid;
  }

  private INDArray row() {
    return Nd4j.createFromArray(weights).castTo(DataType.FLOAT).reshape(1, weights.length);
  }

  private static void requireNoMask(INDArray mask) {
    if (mask != null) {
      throw new IllegalArgumentException("labels have a mask, expected none");
    }
  }

  @Override
  public String name() {
    return toString();
  }

  @Override
  public String toString() {
    return "WeightedCrossEntropy()";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WeightedCrossEntropy that && Arrays.equals(weights, that.weights);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights);
  }
}
