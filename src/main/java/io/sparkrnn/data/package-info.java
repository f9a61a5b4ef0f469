/** Reads labelled reviews from archives, folders, tables and the embedded sample. */
package io.sparkrnn.data;
