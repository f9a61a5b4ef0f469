package io.sparkrnn.cli;

import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.store.Checksums;
import io.sparkrnn.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What two jobs have in common of which one can go on where the other stopped. */
final class RunIdentity {

  /** Settings that change nothing of what is trained. */
  private static final List<String> BESIDE =
      List.of(
          "output.",
          "run.",
          "logging.",
          "evaluation.",
          "checkpoint.",
          "watch.",
          // A checkpoint knows its kernels itself, and other ones are told.
          "blas.",
          "data.cache-dir",
          "preflight",
          "models.",
          "tracking.");

  private RunIdentity() {}

  /** The same in one word. */
  static String hash(Map<String, String> identity) {
    return Checksums.sha256(new TreeMap<>(identity).toString());
  }

  /**
   * Settings, data, number of replicas and the model that training begins with, by name.
   *
   * @param ancestor that model's parameters, as a hash
   */
  static Map<String, String> of(
      ResolvedConfig config, Workload workload, int replicas, Optional<String> ancestor) {
    Map<String, String> identity = new TreeMap<>();
    config.entries().stream()
        .filter(entry -> BESIDE.stream().noneMatch(entry.key()::startsWith))
        .forEach(entry -> identity.put(entry.key(), entry.value()));
    identity.put(
        "the data's fingerprint (path, length, time, text settings)",
        Checksums.sha256(workload.fingerprint()).substring(0, 16));
    identity.put("the number of replicas", Integer.toString(replicas));
    identity.put("the version of this program", Version.sparkRnn());
    ancestor.ifPresent(
        parameters -> identity.put("the model of models.start-from", parameters.substring(0, 16)));
    return identity;
  }
}
