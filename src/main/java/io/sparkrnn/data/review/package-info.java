/** Sources of reviews: the IMDB archive and folder, Keras's npz file, tables and the sample. */
package io.sparkrnn.data.review;
