/** Networks, their layers, initializers and optimizers; independent of Spark. */
package io.sparkrnn.nn;
