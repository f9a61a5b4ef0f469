/** Evaluation of networks over distributed examples, and statistical comparison of models. */
package io.sparkrnn.eval;
