package io.sparkrnn.cli.train;

import io.sparkrnn.cli.shared.Version;
import io.sparkrnn.config.IdentitySettings;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.store.Checksums;
import io.sparkrnn.workload.Workload;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings and data that determine what a job trains. A job may resume the checkpoints of another
 * one only if both have the same identity, or with {@code --accept-changes}.
 */
final class RunIdentity {

  private RunIdentity() {}

  /** Returns the SHA-256 of an identity. */
  static String hash(Map<String, String> identity) {
    return Checksums.sha256(new TreeMap<>(identity).toString());
  }

  /**
   * Returns settings, data, number of replicas, version of this program and initial model, by name.
   *
   * @param pretrained SHA-256 of the initial model's parameters; empty if there is none
   */
  static Map<String, String> of(
      ResolvedConfig config, Workload workload, int replicas, Optional<String> pretrained) {
    Map<String, String> identity = new TreeMap<>();
    config.entries().stream()
        .filter(entry -> IdentitySettings.include(entry.key()))
        .forEach(entry -> identity.put(entry.key(), entry.value()));
    identity.put(
        "the data's fingerprint (path, length, time, text settings)",
        Checksums.sha256(workload.fingerprint()).substring(0, 16));
    identity.put("the number of replicas", Integer.toString(replicas));
    identity.put("the version of this program", Version.sparkRnn());
    pretrained.ifPresent(
        parameters -> identity.put("the model of models.warm-start", parameters.substring(0, 16)));
    return identity;
  }
}
