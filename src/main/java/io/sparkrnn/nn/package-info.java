/** Networks, their layers and initialisation; knows nothing of Spark. */
package io.sparkrnn.nn;
