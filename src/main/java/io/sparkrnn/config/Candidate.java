package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Candidate of a search: settings that differ from those of the job, and the checked configurations
 * that follow from them.
 *
 * @param name unique name
 * @param given settings that the candidate has for itself, in the order of {@code reference.conf}
 * @param bySeed configuration of the training with each seed, without a refit
 */
public record Candidate(
    String name, List<ResolvedConfig.Entry> given, Map<Long, ResolvedConfig> bySeed) {

  public Candidate {
    requireNonNull(name, "name is null");
    given = List.copyOf(given);
    bySeed = Collections.unmodifiableMap(new LinkedHashMap<>(bySeed));
  }
}
