package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Settings that one workload has for itself. Their defaults and what they mean stand in the
 * resource {@code settings.conf} beside the workload's class.
 *
 * @param owner a class in the package that they belong to
 * @param settings in the order of the resource, all in one section
 */
public record OwnSettings(Class<?> owner, List<Setting<?>> settings) {

  /** The resource that holds the defaults. */
  static final String RESOURCE = "settings.conf";

  public OwnSettings {
    requireNonNull(owner, "owner is null");
    settings = List.copyOf(settings);
  }
}
