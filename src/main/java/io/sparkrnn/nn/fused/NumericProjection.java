package io.sparkrnn.nn.fused;

import java.nio.FloatBuffer;

/** Input projection x W + b for every time step of numeric sequences, and its gradients. */
final class NumericProjection {

  private final NativeFloats inputs = new NativeFloats();
  private final NativeFloats outputs = new NativeFloats();
  private final NativeFloats outputGradient = new NativeFloats();
  private final NativeFloats weights = new NativeFloats();
  private final NativeFloats ones = new NativeFloats();
  private float[] row = {};

  /** Returns the projected inputs, [rows of the plan, units]. */
  NativeFloats outputs() {
    return outputs;
  }

  /** Returns memory for the gradient of {@link #outputs}, [rows of the plan, units]. */
  NativeFloats outputGradient(SequencePlan plan, int units) {
    outputGradient.reserve((long) plan.rows() * units);
    return outputGradient;
  }

  /**
   * Projects all time steps.
   *
   * @param plan plan made by {@link SequencePlan#planWhole}
   * @param numbers input, [batch, columns, length]
   * @param transposed W in DL4J's column-major order, read as [units, columns]
   * @param bias b, [units]
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
    OpenBlasProducts.PRODUCTS.multiply(
        inputs.from(0), weights, outputs.from(0), plan.rows(), columns, units, 1);
  }

  /** Copies the numbers to time-major order: [length, batch, columns]. */
  private void gather(SequencePlan plan, FloatBuffer numbers, int columns) {
    int length = plan.steps();
    int count = columns * length;
    row = HeapArrays.atLeast(row, count);
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

  /**
   * Adds the gradients of the last forward pass.
   *
   * @param transposedGradient gradient of W in column-major order, read as [units, columns]
   * @param biasGradient gradient of b, [units]
   */
  void backward(
      SequencePlan plan,
      int columns,
      int units,
      NativeFloats transposedGradient,
      NativeFloats biasGradient) {
    int rows = plan.rows();
    OpenBlasProducts.PRODUCTS.addTransposed(
        outputGradient.from(0), inputs.from(0), transposedGradient, rows, units, columns);
    ones.reserve(rows);
    for (int i = 0; i < rows; i++) {
      ones.buffer().put(i, 1);
    }
    MatrixProducts.addColumnSums(outputGradient.from(0), ones.source(0), biasGradient, rows, units);
  }
}
