/** Reads images and their labels from IDX files and the embedded sample. */
package io.sparkrnn.data.image;
