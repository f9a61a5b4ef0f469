package io.sparkrnn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
final class JsonOutput {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonOutput() {}

  /** Prints content as one line. */
  static void print(PrintWriter out, Object content) {
    out.println(render(content));
    out.flush();
  }

  /** Returns content as one line, without a line break. */
  static String render(Object content) {
    try {
      return SecretRedaction.hidden(JSON.writeValueAsString(content));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("only plain values are printed as JSON", e);
    }
  }

  /** Returns content indented, with a line break at the end. */
  static String pretty(Object content) {
    try {
      return SecretRedaction.hidden(
              JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("only plain values are printed as JSON", e);
    }
  }

  /** Returns OpenBLAS, its kernels and the processor as a JSON object. */
  static Map<String, Object> of(BlasInfo blas) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("library", "OpenBLAS");
    object.put("version", blas.version());
    object.put("core_type", blas.coreType().label());
    object.put("chosen_by", blas.chosenBy().name().toLowerCase(Locale.ROOT));
    object.put("processor", blas.processor().model());
    object.put("instructions", blas.processor().instructions().toString());
    return object;
  }

  /** Returns a comparison as a JSON object. */
  static Map<String, Object> of(ModelComparison comparison) {
    PairedCounts counts = comparison.counts();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("against", comparison.against());
    object.put("scores", of(comparison.scores()));
    object.put("against_scores", of(comparison.againstScores()));
    object.put("examples", counts.total());
    object.put("both_right", counts.bothRight());
    object.put("right_alone", counts.onlyFirst());
    object.put("against_right_alone", counts.onlySecond());
    object.put("both_wrong", counts.bothWrong());
    object.put("accuracy_difference", counts.difference());
    object.put(
        "accuracy_difference_95", List.of(counts.interval().low(), counts.interval().high()));
    object.put("mcnemar_p", counts.pValue());
    return object;
  }

  /** Returns a promotion decision as a JSON object. */
  static Map<String, Object> of(PromotionDecision decision) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("promoted", decision.promoted());
    object.put("reason", decision.reason());
    object.put("against", decision.against().isPresent() ? decision.against().getAsInt() : null);
    decision.comparison().ifPresent(made -> object.put("comparison", of(made)));
    return object;
  }

  /** Returns scores as a JSON object; NaN and infinities become null, as JSON has none. */
  static Map<String, Double> of(Scores scores) {
    Map<String, Double> object = new LinkedHashMap<>();
    scores
        .all()
        .forEach(
            score ->
                object.put(score.name(), Double.isFinite(score.value()) ? score.value() : null));
    return object;
  }
}
