package io.sparkrnn.report;

import io.sparkrnn.train.EpochLedger;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.workload.Scores;
import java.util.List;

/** Table with one row per epoch: scores, learning rate, speed, and the ledger of examples. */
final class HistoryTable {

  private final List<EpochRecord> history;
  private final List<String> training;
  private final List<String> validation;

  private HistoryTable(List<EpochRecord> history) {
    this.history = history;
    this.training = Panel.scoreNames(history, EpochRecord::training);
    this.validation = Panel.scoreNames(history, EpochRecord::validation);
  }

  static HistoryTable of(List<EpochRecord> history) {
    return new HistoryTable(history);
  }

  void writeTo(MarkupWriter page) {
    if (history.isEmpty()) {
      return;
    }
    page.open("section").element("h2", "Epochs");
    page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Epochs");
    page.open("table", "class", "numbers history");
    writeHead(page);
    page.open("tbody");
    history.forEach(epoch -> writeRow(page, epoch));
    page.close().close().close();
    page.element(
        "p",
        "Training scores are measured during the epoch, while weights change and dropout is"
            + " active. Validation scores are those of the averaged model. Examples are those given"
            + " to all replicas; each should be used exactly once. \"Dropped\" counts those that"
            + " were not used.",
        "class",
        "caption");
    page.close();
  }

  private void writeHead(MarkupWriter page) {
    page.open("thead");
    page.open("tr");
    page.element("th", "Epoch", "scope", "col", "rowspan", "2");
    group(page, "Training", training.size());
    group(page, "Validation", validation.size());
    page.element("th", "Learning rate", "scope", "col", "rowspan", "2");
    page.element("th", "Examples/s", "scope", "col", "rowspan", "2");
    group(page, "Seconds", 2);
    group(page, "Training examples", 3);
    page.close();
    page.open("tr");
    training.forEach(name -> column(page, DisplayFormat.title(name)));
    validation.forEach(name -> column(page, DisplayFormat.title(name)));
    List.of("Training", "Validation", "Given", "Used", "Dropped")
        .forEach(name -> column(page, name));
    page.close();
    page.close();
  }

  private static void group(MarkupWriter page, String name, int columns) {
    if (columns > 0) {
      String span = Integer.toString(columns);
      page.element("th", name, "scope", "colgroup", "colspan", span, "class", "group");
    }
  }

  private static void column(MarkupWriter page, String name) {
    page.element("th", name, "scope", "col");
  }

  private void writeRow(MarkupWriter page, EpochRecord epoch) {
    page.open("tr");
    page.element("th", Integer.toString(epoch.epoch()), "scope", "row");
    training.forEach(name -> page.element("td", score(epoch.training(), name)));
    validation.forEach(name -> page.element("td", score(epoch.validation(), name)));
    page.element("td", DisplayFormat.compact(epoch.learningRate()));
    page.element("td", DisplayFormat.fixed(epoch.examplesPerSecond(), 0));
    page.element("td", DisplayFormat.fixed(epoch.trainSeconds(), 1));
    page.element("td", DisplayFormat.fixed(epoch.validationSeconds(), 1));
    EpochLedger ledger = epoch.ledger();
    page.element("td", DisplayFormat.count(ledger.given()));
    page.element("td", DisplayFormat.count(ledger.used()));
    if (ledger.complete()) {
      page.element("td", DisplayFormat.count(ledger.dropped()));
    } else {
      // If an example was used twice in place of another one, the count alone looks correct.
      page.element(
          "td",
          DisplayFormat.count(ledger.dropped()) + ", not each exactly once",
          "class",
          "alarm");
    }
    page.close();
  }

  private static String score(Scores scores, String name) {
    return scores.has(name) ? DisplayFormat.score(name, scores.value(name)) : DisplayFormat.NONE;
  }
}
