/**
 * Settings of a job. {@link ConfigLoader} merges the layers (defaults, configuration files,
 * environment, system properties, {@code --set}), checks them, reports all problems at once, and
 * returns a {@link ResolvedConfig} with the origin of each value. {@link JobConfig} and the records
 * in it hold the typed values. A record declares its settings by calls of {@link SettingsReader},
 * and {@link Schema} finds all declarations by running them on the defaults.
 *
 * <p>This is the only package that knows the HOCON library. It depends on {@code blas} and {@code
 * error} alone and must not know what the settings are used for.
 */
package io.sparkrnn.config;
