/**
 * Reader of NumPy's files, as far as Keras's text data sets need it. {@link NpyReader} reads
 * integers and lists of integers; {@link PickleReader} interprets the few pickle operations that
 * such lists need, and executes nothing. {@link NumpyRandom} reproduces NumPy's shuffle, so that
 * reviews are in the order that Keras has them in.
 *
 * <p>The package is independent of Spark and of Hadoop, and depends on {@code error} alone.
 */
package io.sparkrnn.data.numpy;
