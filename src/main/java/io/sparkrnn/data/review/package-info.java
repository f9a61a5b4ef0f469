/**
 * Sources of reviews. {@link ReviewSources} creates the one that the settings name: the IMDB
 * archive or folder, Keras's {@code imdb.npz}, a table, or the embedded sample. A {@link
 * ReviewSource} returns rows with labels, and a fingerprint of all that they depend on. {@link
 * LabelMapping}, {@link ListedLabels} and {@link FoundLabels} are the ways of reading a label
 * column.
 *
 * <p>Sources read texts and leave them as they are: splitting them into words is done by {@code
 * text}. The package must not depend on sources of series or images.
 */
package io.sparkrnn.data.review;
