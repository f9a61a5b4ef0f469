package io.sparkrnn.workload.sentiment;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.SettingsReader;
import io.sparkrnn.workload.sentiment.TrainingSequences.LengthWarmUp;

/**
 * Settings of training that texts have beside those of all workloads ({@code training.*}).
 *
 * @param labelSmoothing label smoothing of the training targets, in [0, 1)
 * @param classWeights weights of the classes in the training loss
 * @param lengthWarmUp lengths of the sequences in the first epochs
 * @param distillation teacher that the network is trained to match
 */
record TextTraining(
    double labelSmoothing,
    ClassWeights classWeights,
    LengthWarmUp lengthWarmUp,
    Distillation distillation) {

  /** Weights of the classes in the training loss. */
  enum ClassWeights {
    /** All 1. */
    NONE,
    /** In inverse proportion to the number of a class's training reviews. */
    BALANCED
  }

  /** Teachers. */
  enum TeacherKind {
    /** None: the network learns from the labels. */
    NONE,
    /** Logistic regression on n-grams. */
    NGRAMS
  }

  /**
   * Settings of knowledge distillation.
   *
   * @param maxNgram maximum number of words in an n-gram
   * @param inverseRegularization C of the teacher, the inverse of the strength of its L2 penalty
   * @param maxMixed maximum number of reviews that a training sequence has pieces of
   */
  record Distillation(
      TeacherKind teacher, int maxNgram, double inverseRegularization, int maxMixed) {
    Distillation {
      requireNonNull(teacher, "teacher is null");
    }
  }

  TextTraining {
    requireNonNull(classWeights, "classWeights is null");
    requireNonNull(lengthWarmUp, "lengthWarmUp is null");
    requireNonNull(distillation, "distillation is null");
  }

  static TextTraining read(SettingsReader read) {
    TextTraining settings =
        new TextTraining(
            read.share("training.label-smoothing"),
            read.choice("training.class-weights", ClassWeights.class),
            new LengthWarmUp(
                read.count("training.length-warm-up.initial", 0, 100_000),
                read.positive("training.length-warm-up.until", 1)),
            new Distillation(
                read.choice("training.distillation.teacher", TeacherKind.class),
                read.count("training.distillation.max-ngram", 1, 3),
                read.positive("training.distillation.inverse-regularization", 1_000),
                read.count("training.distillation.max-mixed", 1, 100)));
    if (read.valid("training.label-smoothing", "training.distillation.teacher")
        && settings.labelSmoothing > 0
        && settings.hasTeacher()) {
      read.reject(
          "training.label-smoothing",
          "has no effect with training.distillation.teacher = %s, whose probabilities are the targets; expected 0"
              .formatted(read.written("training.distillation.teacher")));
    }
    if (read.valid("training.distillation.max-mixed", "training.distillation.teacher")
        && settings.distillation.maxMixed > 1
        && !settings.hasTeacher()) {
      read.reject(
          "training.distillation.max-mixed",
          "needs a teacher, which tells the target of a mixed sequence; expected 1, or"
              + " training.distillation.teacher = ngrams");
    }
    return settings;
  }

  /** Whether the network is trained to match a teacher. */
  boolean hasTeacher() {
    return distillation.teacher != TeacherKind.NONE;
  }
}
