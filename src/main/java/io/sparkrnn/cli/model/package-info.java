/** Subcommands that use a trained model, or bring one from elsewhere. */
package io.sparkrnn.cli.model;
