/** Rows of input data: reviews, observations and rows that cannot be read, with their origin. */
package io.sparkrnn.data;
