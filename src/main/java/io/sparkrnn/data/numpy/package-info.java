/** Reads numpy's .npy arrays without running what a pickle asks for, and shuffles as numpy does. */
package io.sparkrnn.data.numpy;
