/**
 * Sources of labeled reviews (archives, folders, tables, the embedded sample) and of time series
 * (tables, the embedded sample).
 */
package io.sparkrnn.data;
