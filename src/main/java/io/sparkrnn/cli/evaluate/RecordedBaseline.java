package io.sparkrnn.cli.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.cli.shared.SavedModel;
import io.sparkrnn.store.Checksums;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workload;
import java.util.Iterator;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Linear baseline that a run was compared with when it was trained.
 *
 * @param json the comparison as the run's summary has it
 */
record RecordedBaseline(JsonNode json) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Returns the baseline of a model, if its run recorded one on the test examples that are
   * evaluated now; empty too for a model outside of a run's folder.
   */
  static Optional<RecordedBaseline> of(SavedModel model, Workload workload, Configuration hadoop) {
    JsonNode baseline = summary(model.location(), hadoop).path("baseline");
    return baseline.path("scores").isObject()
            && parse(model.bundle().provenance())
                .path("data_fingerprint")
                .asText()
                .equals(Checksums.sha256(workload.fingerprint()))
        ? Optional.of(new RecordedBaseline(baseline))
        : Optional.empty();
  }

  private static JsonNode summary(String location, Configuration hadoop) {
    Path run = new Path(location);
    String parent = run.getParent() == null ? "." : run.getParent().toString();
    return RunFolder.published(parent, run.getName(), RunFolder.SUMMARY, hadoop)
        .map(RecordedBaseline::parse)
        .orElseGet(JSON::createObjectNode);
  }

  /** Returns a document; nothing for one that was damaged, since the scores do not need it. */
  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  Scores scores() {
    Scores scores = Scores.empty();
    JsonNode values = json.get("scores");
    for (Iterator<String> names = values.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      scores = scores.with(name, values.get(name).asDouble(Double.NaN));
    }
    return scores;
  }
}
