/**
 * Readers of tables, whatever their columns mean. {@link SparkTable} is everything that Spark
 * reads: Parquet, ORC and Avro files, tables of a catalog, queries and other data sources. {@link
 * DelimitedReader} reads CSV and TSV with exact row numbers, which Spark's reader does not give.
 * {@link RowIdentity} gives each row a name and a place in an order that no partitioning changes.
 *
 * <p>The package must not know what a row stands for, and depends on {@code data}, {@code
 * data.file}, {@code config} and {@code error} only.
 */
package io.sparkrnn.data.table;
