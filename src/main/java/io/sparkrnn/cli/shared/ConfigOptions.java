package io.sparkrnn.cli.shared;

import io.sparkrnn.config.Candidate;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The {@code --conf} and {@code --set} options of the subcommands. */
public final class ConfigOptions {

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description =
          "Settings that differ from the defaults: a HOCON file, local or any Hadoop URI. May be"
              + " repeated; later files override earlier ones.")
  private final List<String> files = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "One setting; overrides all files. May be repeated. A list is [a, b] or a,b. The "
              + "subcommand 'config' shows all settings and where each came from.")
  private final List<String> assignments = new ArrayList<>();

  /**
   * Loads the settings of these options, which override the environment and the defaults.
   *
   * @throws ConfigurationException naming every problem found
   */
  public ResolvedConfig load() {
    return ConfigLoader.ofProcess(Workloads.settings()).load(files, assignments);
  }

  /** Returns these options as command-line arguments. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    files.forEach(file -> arguments.addAll(List.of("--conf", file)));
    assignments.forEach(assignment -> arguments.addAll(List.of("--set", assignment)));
    return arguments;
  }

  /**
   * Loads the settings of these options, overridden by others.
   *
   * @param overrides settings that take precedence, each as {@code key=value}
   */
  public ResolvedConfig loadWithOverrides(List<String> overrides) {
    List<String> all = new ArrayList<>(assignments);
    all.addAll(overrides);
    return ConfigLoader.ofProcess(Workloads.settings()).load(files, all);
  }

  /**
   * Loads the candidates of a search, each over the settings of these options.
   *
   * @param file HOCON file with the candidates
   * @param refusal returns why no candidate may have a setting; empty if it may
   * @throws ConfigurationException naming every problem found
   */
  public List<Candidate> loadCandidates(
      String file, List<Long> seeds, Function<String, Optional<String>> refusal) {
    return ConfigLoader.ofProcess(Workloads.settings())
        .loadCandidates(files, assignments, file, seeds, refusal);
  }

  /**
   * Loads the settings of these options, which override those of a saved configuration.
   *
   * @param saved the file that holds the output of {@link ResolvedConfig#render}
   */
  public ResolvedConfig loadOver(String saved) {
    List<String> all = new ArrayList<>();
    all.add(saved);
    all.addAll(files);
    return ConfigLoader.ofProcess(Workloads.settings()).load(all, assignments);
  }

  /** Loads the settings of a saved configuration alone. */
  static ResolvedConfig loadSaved(String saved) {
    return ConfigLoader.ofProcess(Workloads.settings()).load(List.of(saved), List.of());
  }
}
