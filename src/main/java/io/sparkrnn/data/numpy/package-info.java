/** Reads NumPy's .npy arrays without executing their pickles, and reproduces NumPy's shuffle. */
package io.sparkrnn.data.numpy;
