/**
 * Subcommands that use a trained model or import one. {@link ScoreCommand} scores texts and tables,
 * {@link ExplainCommand} ranks the words of a text, {@link ForecastCommand} predicts series, {@link
 * EncodeCommand} and {@link DecodeCommand} use an autoencoder, and {@link ExportCommand} and {@link
 * ImportCommand} exchange models with other programs.
 *
 * <p>A subcommand asks {@code Workloads} for the capability that it needs, such as {@code
 * TextClassificationType}. It must not name a workload, and it trains nothing.
 */
package io.sparkrnn.cli.model;
