package io.sparkrnn.report;

import io.sparkrnn.store.RunListing;
import io.sparkrnn.store.StoredRun;
import io.sparkrnn.store.UnfinishedRun;
import io.sparkrnn.workload.Figure.Line;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Renders the page over all runs of a folder as one self-contained file, in the style of the report
 * of a run. It can be read without scripts; its only one, which it contains, sorts the tables. All
 * text is escaped.
 */
public final class RunsPage {

  /** Number of runs whose learning curves are drawn in one plot. */
  private static final int PLOTTED = 10;

  private RunsPage() {}

  /** Returns the page, to be stored as UTF-8 beside the folders of the runs. */
  public static String render(RunsOverview overview) {
    MarkupWriter page = new MarkupWriter();
    page.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en");
    PageParts.writeHead(
        page, "Runs", "script-src '%s'".formatted(SortScript.hash()), StyleSheets.ofRuns());
    page.open("body");
    writeHeader(page, overview.listing());
    page.open("main");
    PageParts.writeNotes(
        page, "warnings", "Runs that could not be read", overview.listing().problems());
    writeUnfinished(page, overview.listing().unfinished());
    overview.groups().forEach(group -> writeGroup(page, group, overview));
    if (!overview.groups().isEmpty()) {
      page.element(
          "p",
          "Times are UTC. Validation scores are those of the epoch whose weights were kept."
              + " Examples are those of the training split, before the validation split was taken"
              + " from it. Each small curve has a scale of its own.",
          "class",
          "caption");
    }
    page.close();
    page.element("footer", "Written by Spark RNN.");
    page.script(SortScript.TEXT);
    page.close();
    page.close();
    return page.document();
  }

  private static void writeHeader(MarkupWriter page, RunListing listing) {
    page.open("header");
    page.element("h1", "Runs");
    page.open("p", "class", "run").text("Folder ").element("code", listing.folder()).close();
    if (listing.notRead() > 0) {
      page.element(
          "p",
          "The newest %s folders are shown. %s older ones were not read."
              .formatted(
                  DisplayFormat.count(listing.finished().size()),
                  DisplayFormat.count(listing.notRead())),
          "class",
          "caption");
    }
    if (listing.finished().isEmpty() && listing.unfinished().isEmpty()) {
      page.element("p", "There are no runs in this folder.");
    }
    page.close();
  }

  private static void writeUnfinished(MarkupWriter page, List<UnfinishedRun> unfinished) {
    if (unfinished.isEmpty()) {
      return;
    }
    page.open("section").element("h2", "Unfinished runs");
    page.open(
        "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Unfinished");
    page.open("table", "class", "plain");
    page.open("thead").open("tr");
    List.of("Run", "Status", "Epochs", "To resume").forEach(name -> column(page, name));
    page.close().close();
    page.open("tbody");
    for (UnfinishedRun run : unfinished) {
      boolean running = run.state() == UnfinishedRun.State.RUNNING;
      page.open("tr");
      page.open("th", "scope", "row").element("code", run.id()).close();
      page.element("td", running ? "running" : "stopped");
      page.element("td", Integer.toString(run.epochs()));
      page.open("td");
      if (running) {
        page.text(DisplayFormat.NONE);
      } else {
        page.element("code", "train --resume --set run.id=" + run.id());
      }
      page.close();
      page.close();
    }
    page.close().close().close();
    page.element(
        "p",
        "Epochs are those of the newest checkpoint. Give the same settings as before to resume a"
            + " run.",
        "class",
        "caption");
    page.close();
  }

  private static void column(MarkupWriter page, String name) {
    page.element("th", name, "scope", "col");
  }

  private static void writeGroup(MarkupWriter page, RunGroup group, RunsOverview overview) {
    page.open("section");
    page.element("h2", group.workload().isEmpty() ? "Unknown workload" : group.workload());
    writeCurves(page, group);
    new RunsTable(group, overview.status()).writeTo(page);
    page.close();
  }

  private static void writeCurves(MarkupWriter page, RunGroup group) {
    if (group.runs().size() < 2 || group.drawn().isEmpty()) {
      return;
    }
    page.open("div", "class", "grid-of-two");
    for (String score : group.drawn()) {
      List<Curve> curves =
          group.runs().stream()
              .filter(run -> run.history().containsKey(score))
              .limit(PLOTTED)
              .map(run -> curve(run, score))
              .toList();
      String title = DisplayFormat.epochScore(score);
      page.open("figure", "class", "learning-curve");
      page.open("figcaption").element("h3", title);
      page.element(
          "p",
          curves.size() < group.runs().size()
              ? "The newest %d runs.".formatted(curves.size())
              : "All runs.",
          "class",
          "caption");
      page.close();
      SvgPlot.overWholeNumbers(title + " by epoch", "Epoch", title, curves).writeTo(page);
      page.close();
    }
    page.close();
  }

  private static Curve curve(StoredRun run, String score) {
    List<Double> values = run.history().get(score);
    return new Curve(
        new Line(
            run.id(),
            IntStream.rangeClosed(1, values.size()).mapToObj(i -> (double) i).toList(),
            values),
        Curve.Role.PLAIN);
  }
}
