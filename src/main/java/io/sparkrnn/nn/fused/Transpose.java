package io.sparkrnn.nn.fused;

import java.nio.FloatBuffer;

/** Turns DL4J's column-major weights into row-major ones. */
final class Transpose {

  /** A square of so many floats on a side stays in the fastest cache, read and written. */
  private static final int TILE = 32;

  private Transpose() {}

  /** From [rows, columns] to [columns, rows], both row by row. */
  static void matrix(FloatBuffer from, FloatBuffer to, int rows, int columns) {
    for (int row = 0; row < rows; row += TILE) {
      for (int column = 0; column < columns; column += TILE) {
        tile(from, to, rows, columns, row, column);
      }
    }
  }

  private static void tile(
      FloatBuffer from, FloatBuffer to, int rows, int columns, int row, int column) {
    int rowEnd = Math.min(rows, row + TILE);
    int columnEnd = Math.min(columns, column + TILE);
    for (int r = row; r < rowEnd; r++) {
      for (int c = column; c < columnEnd; c++) {
        to.put(c * rows + r, from.get(r * columns + c));
      }
    }
  }
}
