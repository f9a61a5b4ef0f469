package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/**
 * Settings that a workload declares.
 *
 * @param name value of the setting {@code workload}
 * @param owner class of the workload; the resource {@code settings.conf} beside it, if there is
 *     one, has the defaults of settings that only this workload has
 * @param read reads the settings that the workload uses
 */
public record WorkloadDeclaration(
    String name, Class<?> owner, Function<SettingsReader, ? extends WorkloadSettings> read) {

  /** Resource with defaults. */
  static final String RESOURCE = "settings.conf";

  public WorkloadDeclaration {
    requireNonNull(name, "name is null");
    requireNonNull(owner, "owner is null");
    requireNonNull(read, "read is null");
  }
}
