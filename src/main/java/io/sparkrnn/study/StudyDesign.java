package io.sparkrnn.study;

import java.util.List;

/**
 * Design of a {@link ReplicaStudy}: the configurations to train and how to compare them.
 *
 * @param replicas numbers of replicas that are compared with one replica
 * @param variants kinds of averaging, each of which is trained with each number of replicas
 * @param seeds seeds that each configuration is trained with
 * @param part split to score on
 * @param tolerance percentage points of accuracy that a suggested variant may lose
 */
public record StudyDesign(
    List<Integer> replicas,
    List<AveragingVariant> variants,
    List<Long> seeds,
    StudyDesign.JudgingSplit part,
    double tolerance) {

  /** Splits to score on. */
  public enum JudgingSplit {
    /** Examples held out of training, to choose settings by. */
    validation,
    /** Test examples, to be used once, after all settings are chosen. */
    test
  }

  public StudyDesign {
    replicas = List.copyOf(replicas);
    variants = List.copyOf(variants);
    seeds = List.copyOf(seeds);
  }

  /** Returns the number of trainings. */
  public int trainings() {
    return seeds.size() * (1 + replicas.size() * variants.size());
  }
}
