/** Trained networks in other programs' formats, and theirs in ours: ONNX out, Keras out and in. */
package io.sparkrnn.export;
