package io.sparkrnn.cli;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options by which every verb is told its settings. */
public final class ConfigOptions {

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description =
          "Settings that differ from the defaults: a HOCON file, local or any Hadoop URI.")
  private final List<String> files = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "One setting; wins over every file. May be repeated. A list is [a, b] or a,b.",
        "The verb 'config' shows all settings and where each came from."
      })
  private final List<String> assignments = new ArrayList<>();

  /**
   * The settings of the options given, over those of the environment and the defaults.
   *
   * @throws ConfigurationException naming every problem there is
   */
  public ResolvedConfig load() {
    return ConfigLoader.ofProcess(Workloads.settings()).load(files, assignments);
  }

  /** The options as they were given. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    files.forEach(file -> arguments.addAll(List.of("--conf", file)));
    assignments.forEach(assignment -> arguments.addAll(List.of("--set", assignment)));
    return arguments;
  }

  /**
   * The settings of the options given, under those that are settled otherwise.
   *
   * @param settled each as {@code key=value}
   */
  ResolvedConfig loadUnder(List<String> settled) {
    List<String> all = new ArrayList<>(assignments);
    all.addAll(settled);
    return ConfigLoader.ofProcess(Workloads.settings()).load(files, all);
  }

  /**
   * The settings of the options given, over those of a saved configuration.
   *
   * @param saved the file that {@link ResolvedConfig#render} was written to
   */
  ResolvedConfig loadOver(String saved) {
    List<String> all = new ArrayList<>();
    all.add(saved);
    all.addAll(files);
    return ConfigLoader.ofProcess(Workloads.settings()).load(all, assignments);
  }

  /** The settings of a saved configuration alone. */
  static ResolvedConfig loadSaved(String saved) {
    return ConfigLoader.ofProcess(Workloads.settings()).load(List.of(saved), List.of());
  }
}
