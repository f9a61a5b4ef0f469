/**
 * One training as the settings say: split, epochs, validation, and the training once more on all
 * examples.
 */
package io.sparkrnn.fit;
