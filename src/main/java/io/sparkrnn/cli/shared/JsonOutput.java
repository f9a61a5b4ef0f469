package io.sparkrnn.cli.shared;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.baseline.BaselineComparison;
import io.sparkrnn.blas.BlasInfo;
import io.sparkrnn.error.SecretRedaction;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.eval.PairedCounts;
import io.sparkrnn.gate.PromotionDecision;
import io.sparkrnn.workload.Scores;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Renders results as JSON for schedulers and files, with the secrets in URIs hidden. */
public final class JsonOutput {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonOutput() {}

  /** Prints content as one line. */
  public static void print(PrintWriter out, Object content) {
    out.println(render(content));
    out.flush();
  }

  /** Returns content as one line, without a line break. */
  public static String render(Object content) {
    try {
      return SecretRedaction.hidden(JSON.writeValueAsString(content));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("only plain values are printed as JSON", e);
    }
  }

  /** Returns content indented, with a line break at the end. */
  public static String pretty(Object content) {
    try {
      return SecretRedaction.hidden(
              JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("only plain values are printed as JSON", e);
    }
  }

  /** OpenBLAS, its kernels and the processor, as JSON has them. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Blas(
      String library,
      String version,
      String coreType,
      String chosenBy,
      String processor,
      String instructions) {}

  /** Comparison of two models, as JSON has it. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Comparison(
      String against,
      Map<String, Double> scores,
      Map<String, Double> againstScores,
      long examples,
      long bothRight,
      long rightAlone,
      long againstRightAlone,
      long bothWrong,
      double accuracyDifference,
      @JsonProperty("accuracy_difference_95") List<Double> interval,
      double mcnemarP) {}

  /**
   * Linear baseline beside the network, as JSON has it; differences are network minus baseline.
   *
   * @param examples number of examples that the baseline was trained on
   * @param c inverse of the strength of its L2 penalty
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Baseline(
      long examples,
      double c,
      Map<String, Double> scores,
      long networkRightAlone,
      long baselineRightAlone,
      double accuracyDifference,
      @JsonProperty("accuracy_difference_95") List<Double> interval,
      double mcnemarP) {}

  /**
   * Promotion decision, as JSON has it.
   *
   * @param against number of the version that was compared with; null if there is none
   * @param comparison null if none was made
   */
  public record Promotion(
      boolean promoted,
      String reason,
      Integer against,
      @JsonInclude(JsonInclude.Include.NON_NULL) Comparison comparison) {}

  /** Returns OpenBLAS, its kernels and the processor for JSON. */
  public static Blas of(BlasInfo blas) {
    return new Blas(
        "OpenBLAS",
        blas.version(),
        blas.coreType().label(),
        blas.chosenBy().name().toLowerCase(Locale.ROOT),
        blas.processor().model(),
        blas.processor().instructions().toString());
  }

  /** Returns a comparison for JSON. */
  public static Comparison of(ModelComparison comparison) {
    PairedCounts counts = comparison.counts();
    return new Comparison(
        comparison.against(),
        of(comparison.scores()),
        of(comparison.againstScores()),
        counts.total(),
        counts.bothRight(),
        counts.onlyFirst(),
        counts.onlySecond(),
        counts.bothWrong(),
        counts.difference(),
        List.of(counts.interval().low(), counts.interval().high()),
        counts.pValue());
  }

  /** Returns the comparison with a linear baseline for JSON. */
  public static Baseline of(BaselineComparison baseline) {
    PairedCounts counts = baseline.models().counts();
    return new Baseline(
        baseline.examples(),
        baseline.strength(),
        of(baseline.models().againstScores()),
        counts.onlyFirst(),
        counts.onlySecond(),
        counts.difference(),
        List.of(counts.interval().low(), counts.interval().high()),
        counts.pValue());
  }

  /** Returns a promotion decision for JSON. */
  public static Promotion of(PromotionDecision decision) {
    return new Promotion(
        decision.promoted(),
        decision.reason(),
        decision.against().isPresent() ? decision.against().getAsInt() : null,
        decision.comparison().map(JsonOutput::of).orElse(null));
  }

  /** Returns scores as a JSON object; NaN and infinities become null, as JSON has none. */
  public static Map<String, Double> of(Scores scores) {
    Map<String, Double> object = new LinkedHashMap<>();
    scores
        .all()
        .forEach(
            score ->
                object.put(score.name(), Double.isFinite(score.value()) ? score.value() : null));
    return object;
  }
}
