/** A trained model on tables of any size: what was there, and what the model says of it. */
package io.sparkrnn.score;
