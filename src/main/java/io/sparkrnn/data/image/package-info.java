/** Sources of images and their labels: IDX files and the embedded sample. */
package io.sparkrnn.data.image;
