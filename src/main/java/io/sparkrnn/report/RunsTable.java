package io.sparkrnn.report;

import io.sparkrnn.store.StoredRun;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Table of the runs of one workload, a row each, which a script can sort by any column. */
final class RunsTable {

  /** Number of settings with a column of their own; the others share one. */
  private static final int SETTING_COLUMNS = 8;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private final RunGroup group;
  private final RunStatus status;
  private final List<String> columns;
  private final List<String> others;
  private int column;

  RunsTable(RunGroup group, RunStatus status) {
    this.group = group;
    this.status = status;
    int shown =
        group.settings().size() <= SETTING_COLUMNS ? group.settings().size() : SETTING_COLUMNS - 1;
    this.columns = group.settings().subList(0, shown);
    this.others = group.settings().subList(shown, group.settings().size());
  }

  void writeTo(MarkupWriter page) {
    page.open(
        "div",
        "class",
        "scroll",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        "Runs of this workload");
    page.open("table", "class", "numbers history runs sortable");
    writeHead(page);
    page.open("tbody");
    group.runs().forEach(run -> writeRow(page, run));
    page.close().close().close();
    if (group.settings().isEmpty() && group.runs().size() > 1) {
      page.element("p", "All runs have the same settings.", "class", "caption");
    }
  }

  private void writeHead(MarkupWriter page) {
    page.open("thead");
    page.open("tr");
    group(page, "", 3 + (group.small().isPresent() ? 1 : 0));
    group(page, "Settings that differ", columns.size() + (others.isEmpty() ? 0 : 1));
    group(page, "Test split", group.test().size());
    group(page, "Validation split", group.validation().size());
    group(page, "", 3);
    page.close();
    page.open("tr");
    column = 0;
    List.of("Run", "Started", "Status").forEach(name -> sortable(page, name, "left"));
    group
        .small()
        .ifPresent(
            score -> {
              page.element("th", DisplayFormat.epochScore(score), "scope", "col", "class", "left");
              column++;
            });
    columns.forEach(key -> sortable(page, key, "left"));
    if (!others.isEmpty()) {
      sortable(page, "others", "left");
    }
    group.test().forEach(name -> sortable(page, DisplayFormat.title(name), ""));
    group.validation().forEach(name -> sortable(page, DisplayFormat.title(name), ""));
    List.of("Epochs", "Seconds", "Examples").forEach(name -> sortable(page, name, ""));
    page.close();
    page.close();
  }

  private static void group(MarkupWriter page, String name, int width) {
    if (width > 0) {
      String span = Integer.toString(width);
      if (name.isEmpty()) {
        page.element("td", "", "colspan", span);
      } else {
        page.element("th", name, "scope", "colgroup", "colspan", span, "class", "group");
      }
    }
  }

  private void sortable(MarkupWriter page, String name, String kind) {
    String number = Integer.toString(column++);
    page.element("th", name, "scope", "col", "class", kind, "data-column", number);
  }

  private void writeRow(MarkupWriter page, StoredRun run) {
    page.open("tr", "class", status.isCurrent(run) ? "current" : "other");
    page.open("th", "scope", "row", "class", "left", "data-sort", run.id());
    writeLink(page, run);
    page.close();
    page.element("td", time(run.started()), "class", "left");
    page.element("td", status.text(run), "class", "left");
    group
        .small()
        .ifPresent(
            score -> {
              page.open("td", "class", "left");
              SmallCurve.of(score, run.history().getOrDefault(score, List.of())).writeTo(page);
              page.close();
            });
    columns.forEach(
        key ->
            page.element(
                "td",
                run.settings().getOrDefault(key, DisplayFormat.NONE),
                "class",
                "left",
                "dir",
                "auto"));
    if (!others.isEmpty()) {
      page.element("td", others(run), "class", "left others", "dir", "auto");
    }
    group.test().forEach(name -> writeScore(page, run.test(), name));
    group.validation().forEach(name -> writeScore(page, run.validation(), name));
    writeNumber(page, longs(run.epochs().isPresent(), run.epochs().orElse(0)));
    writeSeconds(page, run.seconds());
    writeNumber(page, run.trainExamples());
    page.close();
  }

  private static void writeLink(MarkupWriter page, StoredRun run) {
    if (run.test().isEmpty()) {
      page.element("code", run.id());
      return;
    }
    // Relative, so that the folder can be moved; "./" keeps a colon in a name from being a scheme.
    String name = URLEncoder.encode(run.id(), StandardCharsets.UTF_8).replace("+", "%20");
    page.open("a", "href", "./" + name + "/report.html").element("code", run.id()).close();
  }

  private static void writeScore(MarkupWriter page, Map<String, Double> scores, String name) {
    double value = scores.getOrDefault(name, Double.NaN);
    page.element(
        "td",
        DisplayFormat.score(name, value),
        "data-sort",
        Double.isFinite(value) ? "" + value : "");
  }

  private static OptionalLong longs(boolean present, int value) {
    return present ? OptionalLong.of(value) : OptionalLong.empty();
  }

  private static void writeNumber(MarkupWriter page, OptionalLong value) {
    page.element(
        "td",
        value.isPresent() ? DisplayFormat.count(value.getAsLong()) : DisplayFormat.NONE,
        "data-sort",
        value.isPresent() ? Long.toString(value.getAsLong()) : "");
  }

  private static void writeSeconds(MarkupWriter page, OptionalDouble value) {
    page.element(
        "td",
        DisplayFormat.fixed(value.orElse(Double.NaN), 0),
        "data-sort",
        value.isPresent() ? Double.toString(value.getAsDouble()) : "");
  }

  /** Returns the settings without a column of their own. */
  private String others(StoredRun run) {
    List<String> shown = new ArrayList<>();
    for (String key : others) {
      if (run.settings().containsKey(key)) {
        shown.add(key + " = " + run.settings().get(key));
      }
    }
    return shown.stream().collect(Collectors.joining("; "));
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}
