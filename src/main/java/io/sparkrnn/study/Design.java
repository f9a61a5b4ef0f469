package io.sparkrnn.study;

import java.util.List;

/**
 * Which trainings are compared.
 *
 * @param replicas numbers of replicas, beside one, which all are compared with
 * @param variants ways of averaging, each with each number of replicas
 * @param seeds of each training
 * @param part the examples that judge: those held out, or the test's
 * @param tolerance points of accuracy that a way of averaging may lose and still be suggested
 */
public record Design(
    List<Integer> replicas, List<Variant> variants, List<Long> seeds, Part part, double tolerance) {

  /** The examples that judge. */
  public enum Part {
    /** Those held out of training, to choose settings by. */
    validation,
    /** The test's, to be looked at once, when all is chosen. */
    test
  }

  public Design {
    replicas = List.copyOf(replicas);
    variants = List.copyOf(variants);
    seeds = List.copyOf(seeds);
  }

  /** How many trainings that is. */
  public int trainings() {
    return seeds.size() * (1 + replicas.size() * variants.size());
  }
}
