/**
 * Text preprocessing as in Keras. {@link Tokenizer} splits a text into words or characters, {@link
 * Vocabulary} numbers the most frequent words, and {@link SequenceEncoder} makes sequences of word
 * ids of fixed length. {@link LatentSemanticAnalysis} computes word vectors that can initialize the
 * embedding.
 *
 * <p>Except for counting words and computing vectors, nothing here uses Spark. The package must not
 * know sources or networks.
 */
package io.sparkrnn.text;
