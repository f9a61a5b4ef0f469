/** Autoencoder of images, compared with principal component analysis. */
package io.sparkrnn.workload.autoencoder;
