package io.sparkrnn.nn.fused;

import java.nio.FloatBuffer;

/** Matrix transposition, which converts DL4J's column-major weights to row-major order. */
final class Transpose {

  /** Side of a square tile, so small that source and target tile stay in the first-level cache. */
  private static final int TILE = 32;

  private Transpose() {}

  /** Transposes {@code from}, [rows, columns], to {@code to}, [columns, rows]; both row-major. */
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
