package io.sparkrnn.report;

import io.sparkrnn.workload.Advice;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Scores.Score;
import java.util.List;

/**
 * Renders the report of a run as one self-contained page: no scripts, and no fonts or images from
 * elsewhere. It is valid both as HTML and as XML, follows the browser's light or dark scheme, and
 * escapes all text.
 */
public final class HtmlReport {

  private HtmlReport() {}

  /** Returns the page, to be stored as UTF-8. */
  public static String render(RunReport report) {
    MarkupWriter page = new MarkupWriter();
    page.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en");
    PageParts.writeHead(
        page, report.title() + " · " + report.runId(), "img-src data:", StyleSheets.ofReport());
    page.open("body");
    writeHeader(page, report);
    page.open("main");
    PageParts.writeNotes(page, "warnings", "Warnings", report.warnings());
    PageParts.writeNotes(
        page, "advice", "Advice", report.advice().stream().map(Advice::message).toList());
    writeFacts(page, report.facts());
    writeCurves(page, report);
    HistoryTable.of(report.history()).writeTo(page);
    writeFigures(page, report.figures());
    writeDetails(page, "Network", report.networkSummary());
    writeDetails(page, "Configuration", report.configuration());
    page.close();
    page.element("footer", "Written by Spark RNN for run " + report.runId() + ".");
    page.close();
    page.close();
    return page.document();
  }

  private static void writeHeader(MarkupWriter page, RunReport report) {
    page.open("header");
    page.element("h1", report.title(), "dir", "auto");
    page.open("p", "class", "run").text("Run ").element("code", report.runId()).close();
    Scores shown = report.test().ofModel();
    if (!shown.all().isEmpty()) {
      page.open("section", "aria-label", "Scores on the test split");
      page.element("p", "Test split", "class", "overline");
      page.open("dl", "class", "cards");
      shown.all().forEach(score -> writeCard(page, score));
      page.close();
      page.close();
    }
    page.close();
  }

  private static void writeCard(MarkupWriter page, Score score) {
    page.open("div", "class", "card");
    page.element("dt", DisplayFormat.title(score.name()));
    page.element("dd", DisplayFormat.score(score.name(), score.value()));
    page.close();
  }

  private static void writeFacts(MarkupWriter page, List<RunReport.Fact> facts) {
    if (facts.isEmpty()) {
      return;
    }
    page.open("section").element("h2", "The run");
    page.open("table", "class", "facts").open("tbody");
    for (RunReport.Fact fact : facts) {
      page.open("tr");
      page.element("th", fact.name(), "scope", "row");
      page.element("td", fact.value(), "dir", "auto");
      page.close();
    }
    page.close().close().close();
  }

  private static void writeCurves(MarkupWriter page, RunReport report) {
    List<Panel> panels = Panel.of(report.history());
    if (panels.isEmpty()) {
      return;
    }
    page.open("section").element("h2", "Learning curves");
    page.open("div", "class", "grid-of-two");
    for (Panel panel : panels) {
      page.open("figure", "class", "learning-curve");
      page.open("figcaption").element("h3", panel.title()).close();
      panel.plot().writeTo(page);
      page.close();
    }
    page.close().close();
  }

  private static void writeFigures(MarkupWriter page, List<Figure> figures) {
    if (figures.isEmpty()) {
      return;
    }
    page.open("section").element("h2", "Test results");
    page.open("div", "class", "grid-of-two");
    figures.forEach(figure -> FigureSection.write(page, figure));
    page.close().close();
  }

  private static void writeDetails(MarkupWriter page, String title, String text) {
    if (text.isBlank()) {
      return;
    }
    page.open("details");
    page.element("summary", title);
    page.element("pre", text, "tabindex", "0");
    page.close();
  }
}
