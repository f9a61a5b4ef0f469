/**
 * Formats of other programs. {@link OnnxExporter} writes ONNX, {@link KerasExporter} writes and
 * {@link KerasModel} reads Keras's files; all go through {@link ClassifierWeights}, the six
 * matrices that every form of the network has. Files to import may be hostile: {@link
 * KerasConfigParser} accepts known layers only and executes nothing.
 *
 * <p>This is the only package that knows ONNX and HDF5. It depends on {@code nn} and {@code error},
 * and must not know Spark or how texts become word ids.
 */
package io.sparkrnn.export;
