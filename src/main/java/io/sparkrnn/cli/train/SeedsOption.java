package io.sparkrnn.cli.train;

import io.sparkrnn.config.JobConfig;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The {@code --seeds} option of subcommands that repeat trainings. */
final class SeedsOption {

  @Option(
      names = "--seeds",
      paramLabel = "SEED",
      split = ",",
      defaultValue = "42,1,2,3,4",
      description = "Seeds for each configuration, at least two (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds;

  /**
   * Returns the different seeds in their order.
   *
   * @throws ParameterException if there are fewer than two, or one is out of range
   */
  List<Long> distinct(CommandSpec command) {
    List<Long> distinct = seeds.stream().distinct().toList();
    if (distinct.size() < 2) {
      throw new ParameterException(
          command.commandLine(),
          "--seeds has %d different ones, expected two at least".formatted(distinct.size()));
    }
    for (long seed : distinct) {
      if (seed < 0 || seed > JobConfig.MAX_SEED) {
        throw new ParameterException(
            command.commandLine(),
            "--seeds has %d, expected from 0 to %d".formatted(seed, JobConfig.MAX_SEED));
      }
    }
    return distinct;
  }
}
