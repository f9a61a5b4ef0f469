/** Linear baseline of text classifiers, which shows what a network adds to counting words. */
package io.sparkrnn.baseline;
