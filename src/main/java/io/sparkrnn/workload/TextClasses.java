package io.sparkrnn.workload;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Classes of a text classifier and the meaning of its network's outputs.
 *
 * @param names names of the classes, in the order of their indices; at least two
 * @param output outputs of the network
 */
public record TextClasses(List<String> names, Output output) implements Serializable {

  /** Outputs of a network. */
  public enum Output {
    /** One unit: the probability of the second of two classes. */
    SIGMOID,
    /** One unit for each class: its probability. */
    SOFTMAX
  }

  /** Negative (0) and positive (1), told apart by one sigmoid unit. */
  public static final TextClasses BINARY =
      new TextClasses(List.of("negative", "positive"), Output.SIGMOID);

  public TextClasses {
    names = List.copyOf(names);
    requireNonNull(output, "output is null");
    if (names.size() < 2 || (output == Output.SIGMOID && names.size() > 2)) {
      throw new IllegalArgumentException(
          "%d classes with %s outputs, expected two with one sigmoid, else two or more"
              .formatted(names.size(), output));
    }
  }

  /** Returns classes with an output unit each. */
  public static TextClasses of(List<String> names) {
    return new TextClasses(names, Output.SOFTMAX);
  }

  /** Whether these are the two classes positive and negative. */
  public boolean isBinary() {
    return output == Output.SIGMOID;
  }

  /** Returns the number of classes. */
  public int count() {
    return names.size();
  }

  /** Returns the number of output units. */
  public int outputs() {
    return isBinary() ? 1 : count();
  }

  /**
   * Returns the index of the predicted class: of two with one sigmoid, 1 if the probability is
   * above 0.5, as in Keras; else the most probable one, the first of several.
   *
   * @param outputs outputs of the network, [outputs]
   */
  public int predicted(float[] outputs) {
    if (isBinary()) {
      return outputs[0] > 0.5f ? 1 : 0;
    }
    int best = 0;
    for (int index = 1; index < outputs.length; index++) {
      best = outputs[index] > outputs[best] ? index : best;
    }
    return best;
  }

  /** Returns the name of the predicted class. */
  public String predictedName(float[] outputs) {
    return names.get(predicted(outputs));
  }

  /** Returns the probability of each class, [count]. */
  public double[] probabilities(float[] outputs) {
    if (isBinary()) {
      double positive = outputs[0];
      return new double[] {1 - positive, positive};
    }
    double[] probabilities = new double[outputs.length];
    for (int index = 0; index < outputs.length; index++) {
      probabilities[index] = outputs[index];
    }
    return probabilities;
  }

  /** Returns the first classes' names for messages, and how many more there are. */
  public static String shown(List<String> names, int most) {
    List<String> first = new ArrayList<>(names.subList(0, Math.min(most, names.size())));
    String text = String.join(", ", first);
    return names.size() > most ? "%s and %,d more".formatted(text, names.size() - most) : text;
  }
}
