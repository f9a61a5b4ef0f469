/** Readers of tables in CSV, TSV and Parquet files, whatever their columns. */
package io.sparkrnn.data.table;
