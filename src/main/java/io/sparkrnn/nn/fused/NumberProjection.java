package io.sparkrnn.nn.fused;

import java.nio.FloatBuffer;

/** x W + b for every step of sequences of numbers, and the gradients of W and b. */
final class NumberProjection {

  private final NativeFloats inputs = new NativeFloats();
  private final NativeFloats outputs = new NativeFloats();
  private final NativeFloats outputGradient = new NativeFloats();
  private final NativeFloats weights = new NativeFloats();
  private final NativeFloats ones = new NativeFloats();
  private float[] row = {};

  /** The projected inputs, [rows of the plan, units]. */
  NativeFloats outputs() {
    return outputs;
  }

  /** Takes the gradient of {@link #outputs}. */
  NativeFloats outputGradient(SequencePlan plan, int units) {
    outputGradient.reserve((long) plan.rows() * units);
    return outputGradient;
  }

  /**
   * Projects all steps.
   *
   * @param plan of whole sequences
   * @param numbers [batch, columns, length]
   * @param transposed W as DL4J keeps it, column by column: [units, columns]
   */
  void forward(
      SequencePlan plan,
      FloatBuffer numbers,
      int columns,
      int units,
      NativeFloats transposed,
      NativeFloats bias) {
    weights.reserve((long) columns * units);
    Transpose.matrix(transposed.buffer(), weights.buffer(), units, columns);
    gather(plan, numbers, columns);
    outputs.reserve((long) plan.rows() * units);
    for (int i = 0; i < plan.rows(); i++) {
      outputs.buffer().put(i * units, bias.buffer(), 0, units);
    }
    Gemm.PRODUCTS.multiply(inputs, 0, weights, outputs, 0, plan.rows(), columns, units, 1);
  }

  /** The numbers of a step lie together, sequence after sequence. */
  private void gather(SequencePlan plan, FloatBuffer numbers, int columns) {
    int length = plan.steps();
    int count = columns * length;
    row = Rows.atLeast(row, count);
    inputs.reserve((long) plan.rows() * columns);
    for (int sequence = 0; sequence < plan.sequences(); sequence++) {
      numbers.get(sequence * count, row, 0, count);
      for (int step = 0; step < length; step++) {
        int to = (plan.first(step) + sequence) * columns;
        for (int column = 0; column < columns; column++) {
          inputs.buffer().put(to + column, row[column * length + step]);
        }
      }
    }
  }

  /** Adds the gradients of the last forward pass, W's column by column: [units, columns]. */
  void backward(
      SequencePlan plan,
      int columns,
      int units,
      NativeFloats transposedGradient,
      NativeFloats biasGradient) {
    int rows = plan.rows();
    Gemm.PRODUCTS.addTransposed(
        outputGradient, 0, inputs, 0, transposedGradient, rows, units, columns);
    ones.reserve(rows);
    for (int i = 0; i < rows; i++) {
      ones.buffer().put(i, 1);
    }
    Products.addColumnSums(outputGradient, 0, ones.source(0), biasGradient, rows, units);
  }
}
