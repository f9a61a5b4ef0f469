/**
 * Scoring of tables of any size with a trained text classifier. {@link TextTable} reads a table
 * with a column of texts, {@link Scoring} adds the columns of the prediction, and {@link
 * CatalogTable} writes the result to a table of a catalog.
 *
 * <p>The package knows a model as {@code workload.TextScorer} only. It must not train, and files
 * are written by {@code store}.
 */
package io.sparkrnn.score;
