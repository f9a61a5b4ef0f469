/** Exports networks to ONNX and Keras, and imports Keras models. */
package io.sparkrnn.export;
