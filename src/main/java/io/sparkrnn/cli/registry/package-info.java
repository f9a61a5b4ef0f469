/**
 * The {@code models} subcommands. {@link ModelsCommand} is their parent; the others list, show,
 * compare, promote, roll back and prune the versions of one model. They share {@link
 * ModelsSubcommand}, which opens the folder of versions.
 *
 * <p>Versions are stored by {@code store.ModelRegistry}. This package must not write files itself,
 * and must not depend on the subcommands that train.
 */
package io.sparkrnn.cli.registry;
