/** Turns reviews into sequences of word ids, by the rules of Keras's preprocessing. */
package io.sparkrnn.text;
