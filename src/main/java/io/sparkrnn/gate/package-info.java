/** Gates: checks on data before training, and on a new model before it becomes the current one. */
package io.sparkrnn.gate;
