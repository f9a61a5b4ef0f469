/** Scores tables of any size with a trained model. */
package io.sparkrnn.score;
