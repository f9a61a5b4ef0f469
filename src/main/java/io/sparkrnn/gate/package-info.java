/** What a new model, and the data for it, must show before it takes the place of another one. */
package io.sparkrnn.gate;
