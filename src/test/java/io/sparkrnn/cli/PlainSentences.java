package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.cli.Job.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sixty sentences as people type them to try a model, half of them positive. They were written down
 * before the words of the embedded sample were chosen, and stay as they are: what a model gets
 * wrong is to be mended in its data or recipe.
 *
 * @param rows objects with a {@code text} and a {@code label}, positive or negative
 */
record PlainSentences(List<JsonNode> rows) {

  static PlainSentences load() throws IOException {
    try (InputStream in =
        PlainSentences.class.getResourceAsStream("/sample/plain-sentences.jsonl")) {
      String lines = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new PlainSentences(lines.lines().map(Job::parse).toList());
    }
  }

  int count() {
    return rows.size();
  }

  /** Asks the model of a run, and returns the sentences that it gets wrong, with probabilities. */
  List<String> wrongAnswers(Path run) {
    List<String> arguments = new ArrayList<>(List.of("score", run.toString(), "--json"));
    rows.forEach(row -> arguments.add(row.get("text").textValue()));
    Outcome outcome = Job.run(arguments);
    assertThat(outcome.code()).as(outcome.err()).isZero();

    JsonNode scores = outcome.json().get("scores");
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      double probability = scores.get(i).get("probability").doubleValue();
      if (probability >= 0.5 != rows.get(i).get("label").textValue().equals("positive")) {
        wrong.add("%.2f %s".formatted(probability, rows.get(i).get("text").textValue()));
      }
    }
    return wrong;
  }
}
