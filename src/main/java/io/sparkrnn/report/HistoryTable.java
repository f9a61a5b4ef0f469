package io.sparkrnn.report;

import io.sparkrnn.train.EpochLedger;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.workload.Scores;
import java.util.List;

/** One row an epoch: scores, learning rate, speed, and the ledger of examples. */
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

  void writeTo(Markup page) {
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
        "Training scores are taken while the weights move and dropout is on; validation judges the"
            + " averaged network. Every example given to a replica should be used once: dropped"
            + " counts those that were not.",
        "class",
        "caption");
    page.close();
  }

  private void writeHead(Markup page) {
    page.open("thead");
    page.open("tr");
    page.element("th", "Epoch", "scope", "col", "rowspan", "2");
    group(page, "Training", training.size());
    group(page, "Validation", validation.size());
    page.element("th", "Learning rate", "scope", "col", "rowspan", "2");
    page.element("th", "Examples/s", "scope", "col", "rowspan", "2");
    group(page, "Seconds", 2);
    group(page, "Examples", 3);
    page.close();
    page.open("tr");
    training.forEach(name -> column(page, Figures.title(name)));
    validation.forEach(name -> column(page, Figures.title(name)));
    List.of("Train", "Validate", "Given", "Used", "Dropped").forEach(name -> column(page, name));
    page.close();
    page.close();
  }

  private static void group(Markup page, String name, int columns) {
    if (columns > 0) {
      String span = Integer.toString(columns);
      page.element("th", name, "scope", "colgroup", "colspan", span, "class", "group");
    }
  }

  private static void column(Markup page, String name) {
    page.element("th", name, "scope", "col");
  }

  private void writeRow(Markup page, EpochRecord epoch) {
    page.open("tr");
    page.element("th", Integer.toString(epoch.epoch()), "scope", "row");
    training.forEach(name -> page.element("td", score(epoch.training(), name)));
    validation.forEach(name -> page.element("td", score(epoch.validation(), name)));
    page.element("td", Figures.compact(epoch.learningRate()));
    page.element("td", Figures.fixed(epoch.examplesPerSecond(), 0));
    page.element("td", Figures.fixed(epoch.trainSeconds(), 1));
    page.element("td", Figures.fixed(epoch.validationSeconds(), 1));
    EpochLedger ledger = epoch.ledger();
    page.element("td", Figures.count(ledger.given()));
    page.element("td", Figures.count(ledger.used()));
    if (ledger.complete()) {
      page.element("td", Figures.count(ledger.dropped()));
    } else {
      // The words matter where examples were swapped, not lost, and the count alone looks well.
      page.element("td", Figures.count(ledger.dropped()) + ", not each once", "class", "alarm");
    }
    page.close();
  }

  private static String score(Scores scores, String name) {
    return scores.has(name) ? Figures.score(name, scores.value(name)) : Figures.NONE;
  }
}
