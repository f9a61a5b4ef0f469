/** Reduces images to short vectors and expands these again, beside principal components. */
package io.sparkrnn.workload.autoencoder;
