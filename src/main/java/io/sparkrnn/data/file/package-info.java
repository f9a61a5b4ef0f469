/** Input files on any Hadoop file system: listing, opening, decompressing, fingerprints. */
package io.sparkrnn.data.file;
