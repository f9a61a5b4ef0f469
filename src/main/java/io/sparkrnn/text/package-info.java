/**
 * Text preprocessing as in Keras: tokenizer, vocabulary and encoding as sequences of word ids; and
 * word vectors by latent semantic analysis.
 */
package io.sparkrnn.text;
