package io.sparkrnn.workload;

/** File formats of other programs; the names are values of options. */
public enum ExportFormat {
  /** ONNX, for ONNX Runtime. */
  onnx,
  /** A {@code .keras} file for Keras 3. */
  keras
}
