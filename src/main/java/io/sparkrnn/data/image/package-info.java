/**
 * Sources of grayscale images and their labels. {@link ImageSources} chooses between IDX files, the
 * format of MNIST, and the embedded sample, whose digits {@link DigitRenderer} draws. {@link
 * IdxItemIterator} checks that a file has exactly the items that its header announces.
 *
 * <p>The package must not depend on the sources of reviews or of series, nor on networks.
 */
package io.sparkrnn.data.image;
