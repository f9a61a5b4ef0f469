/**
 * Text preprocessing as in Keras: tokenizers, also for languages without spaces between words,
 * vocabulary and encoding as sequences of word ids; and word vectors by latent semantic analysis.
 */
package io.sparkrnn.text;
