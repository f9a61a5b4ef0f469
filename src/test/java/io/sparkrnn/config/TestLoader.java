package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Workloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A loader with an environment and properties of its own. */
final class TestLoader {

  private final Map<String, String> environment = new TreeMap<>();
  private final Map<String, String> properties = new TreeMap<>();
  private final Configuration hadoop = new Configuration(false);

  TestLoader variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  TestLoader property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  TestLoader hadoop(String name, String value) {
    hadoop.set(name, value);
    return this;
  }

  ResolvedConfig load(List<String> files, String... assignments) {
    return new ConfigLoader(environment, properties, () -> hadoop, Workloads.settings())
        .load(files, List.of(assignments));
  }

  List<Candidate> candidates(
      String file,
      List<Long> seeds,
      Function<String, Optional<String>> refusal,
      List<String> files,
      String... assignments) {
    return new ConfigLoader(environment, properties, () -> hadoop, Workloads.settings())
        .loadCandidates(files, List.of(assignments), file, seeds, refusal);
  }

  ResolvedConfig set(String... assignments) {
    return load(List.of(), assignments);
  }

  /** The message that loading fails with, the given folder written as DIR. */
  String failure(Path dir, List<String> files, String... assignments) {
    return failure(dir, () -> load(files, assignments));
  }

  static String failure(Path dir, ThrowingCallable load) {
    return catchThrowableOfType(ConfigurationException.class, load)
        .getMessage()
        .replace(dir.toString(), "DIR");
  }

  String failure(String... assignments) {
    return failure(Path.of("no-such-dir"), List.of(), assignments);
  }

  static String file(Path dir, String name, String... lines) {
    try {
      return Files.writeString(dir.resolve(name), String.join("\n", lines) + "\n").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ResolvedConfig.Entry entry(ResolvedConfig config, String key) {
    return config.entries().stream()
        .filter(entry -> entry.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  static String origin(ResolvedConfig config, String key) {
    return entry(config, key).origin();
  }
}
