package io.sparkrnn.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.report.RunReport.Fact;
import io.sparkrnn.train.AveragingStatistics;
import io.sparkrnn.train.EpochLedger;
import io.sparkrnn.train.EpochLedger.ShardEntry;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.ShardTimes;
import io.sparkrnn.workload.Advice;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Scores;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private static final String HOSTILE =
      "</td></pre></style></title><script>alert(\"x\")</script> 'q' & \u0000\u0007\ud800 \u202eabc";

  private static String html;
  private static Page page;

  @BeforeAll
  static void renderOnce() {
    html = HtmlReport.render(DemoReport.report());
    page = Page.parse(html);
  }

  @Test
  void headsThePageWithTitleRunAndScores() {
    assertThat(page.attributes("/html", "lang")).containsExactly("en");
    assertThat(page.texts("//h1")).containsExactly("Sentiment of reviews");
    assertThat(page.texts("//header//code")).containsExactly("2025-02-11T09-14-03-5f2a");
    assertThat(page.texts("//dl/div/dt"))
        .containsExactly("Accuracy", "Loss", "AUC", "Precision", "Recall", "F1");
    double accuracy = DemoReport.metrics().scores().value("accuracy");
    assertThat(page.texts("//dl/div[1]/dd"))
        .containsExactly(String.format(Locale.ROOT, "%.2f %%", accuracy * 100));
  }

  @Test
  void listsFactsWarningsAndAdvice() {
    assertThat(page.texts("//table[@class='facts']//th[@scope='row']")).contains("Seed", "Data");
    assertThat(page.texts("//table[@class='facts']//td")).contains("42");
    assertThat(page.texts("//section[@class='warnings']//li"))
        .containsExactly(
            "2 rows of the input were skipped: no label <br>", "7 reviews are in both splits");
    assertThat(page.texts("//section[@class='advice']//li"))
        .containsExactly(
            "Each replica is trained with only 400 minibatches: training.epochs = 10.");
  }

  @Test
  void drawsAPlotForEachCurveAndLinePlot() {
    assertThat(page.texts("//figure[@class='learning-curve']//h3"))
        .containsExactly("Accuracy", "Loss");
    assertThat(page.elements("//figure[@class='learning-curve']//circle")).hasSize(20);
    assertThat(page.texts("//svg/title"))
        .containsExactly(
            "Accuracy over the epochs", "Loss over the epochs", "ROC curve", "Calibration");
    assertThat(page.attributes("//svg", "role")).containsOnly("img");
    assertThat(page.texts("//figure[@class='learning-curve'][1]//g[@class='ticks']/text"))
        .startsWith("1", "2", "3", "4", "5");
    assertThat(page.elements("//g[@class='curve reference dashed']/polyline")).hasSize(2);
  }

  @Test
  void tabulatesEveryEpoch() {
    String table = "//table[@class='numbers history']";
    assertThat(page.texts(table + "/thead/tr[2]/th"))
        .startsWith("Loss", "Accuracy", "Loss", "Accuracy", "Training", "Validation")
        .endsWith("Given", "Used", "Dropped");
    assertThat(page.elements(table + "/tbody/tr")).hasSize(5);
    assertThat(page.texts(table + "/tbody/tr[2]/td"))
        .containsExactly(
            "0.4615", "79.18 %", "0.3907", "83.06 %", "0.0005", "483", "41.4", "6.2", "19,999",
            "19,999", "0");
    assertThat(page.elements("//th[not(@scope)]")).isEmpty();
  }

  @Test
  void saysWhereTheLedgerIsNotWhole() {
    EpochLedger ledger = new EpochLedger(1, List.of(new ShardEntry(0, 100, 96, false)));
    EpochRecord epoch =
        new EpochRecord(
            1,
            DemoReport.scores(1, 0.5),
            Scores.empty(),
            0.01,
            0,
            0,
            new AveragingStatistics(1, 0, 0),
            new ShardTimes(1.5, 1.75, 0, "executor 1 (host)"),
            ledger);
    Page broken = Page.parse(HtmlReport.render(report(List.of(epoch), List.of())));
    assertThat(broken.texts("//td[@class='alarm']")).containsExactly("4, not each exactly once");
    assertThat(broken.texts("//tbody/tr/td[4]")).containsExactly("–");
  }

  @Test
  void shadesAMatrixByTheShareOfTheRow() {
    Figure matrix =
        new Figure.Table(
            "M",
            "",
            Figure.TableStyle.MATRIX,
            List.of("truth", "no", "yes"),
            List.of(List.of("no", "7500", "2500"), List.of("yes", "0", "n/a")));
    Page shaded = Page.parse(HtmlReport.render(report(List.of(), List.of(matrix))));
    assertThat(shaded.attributes("//table[@class='matrix']//td", "style"))
        .containsExactly("--share:0.7500", "--share:0.2500", "", "");
    assertThat(shaded.texts("//table[@class='matrix']//tr[1]/td[1]/span"))
        .containsExactly("75.0 %");
    assertThat(shaded.texts("//table[@class='matrix']//tr[1]/td[1]/text()/.."))
        .first()
        .asString()
        .startsWith("7,500 ");
  }

  @Test
  void oneColumnGetsTheRoomThatIsLeft() {
    Figure.Table reviews =
        new Figure.Table(
            "R",
            "",
            Figure.TableStyle.PLAIN,
            List.of("truth", "p", "what moved it", "review"),
            List.of(List.of("positive", "0.9", "word ".repeat(9), "word ".repeat(90))));

    Page page = Page.parse(HtmlReport.render(report(List.of(), List.of(reviews))));

    for (String cell : List.of("th", "td")) {
      assertThat(page.attributes("//table[@class='plain']//" + cell, "class"))
          .containsExactly("text", "number", "half-long", "long");
    }
  }

  @Test
  void holdsPicturesItself() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 0, -1};
    Figure picture =
        new Figure.Picture(
            "P",
            "of two",
            List.of(new Figure.Image("above", HOSTILE, png), new Figure.Image("", "below", png)));
    String html = HtmlReport.render(report(List.of(), List.of(picture)));
    Page pictures = Page.parse(html);
    assertThat(pictures.texts("//figure//p[@class='overline']")).containsExactly("above");
    assertThat(pictures.attributes("//img", "alt"))
        .containsExactly(HOSTILE.replaceAll("[\u0000\u0007\ud800]", "\ufffd"), "below");
    assertThat(pictures.attributes("//img", "src"))
        .hasSize(2)
        .containsOnly("data:image/png;base64," + java.util.Base64.getEncoder().encodeToString(png));
    assertThat(pictures.attributes("//meta[@http-equiv]", "content").get(0))
        .contains("img-src data:;");
  }

  @Test
  void scattersGroupsThatCanBeToldWithoutColour() {
    Figure.Points left =
        new Figure.Points("3", List.of(0.0, 0.2, Double.NaN), List.of(0.0, 1.0, 1.0));
    Figure.Points right = new Figure.Points("8", List.of(1.0), List.of(0.5));
    Figure plot = new Figure.ScatterPlot("S", "", "across", "up", List.of(left, right));
    Page scatter = Page.parse(HtmlReport.render(report(List.of(), List.of(plot))));
    assertThat(scatter.attributes("//svg", "aria-label"))
        .containsExactly("S: 3: 2 points; 8: 1 points");
    assertThat(scatter.elements("//g[@class='points c0']/circle")).hasSize(2);
    assertThat(scatter.attributes("//g[@class='points c1']/circle", "cx")).containsExactly("546.0");
    assertThat(scatter.texts("//g[@class='names']/text")).containsExactly("3", "8");
  }

  @Test
  void showsHostileTextAsText() {
    Figure table =
        new Figure.Table(
            HOSTILE, HOSTILE, Figure.TableStyle.PLAIN, List.of(HOSTILE), List.of(List.of(HOSTILE)));
    Figure.Line line = new Figure.Line(HOSTILE, List.of(1.0), List.of(2.0));
    Figure plot = new Figure.LinePlot(HOSTILE, HOSTILE, HOSTILE, HOSTILE, List.of(line));
    Scores scores = Scores.empty().with(HOSTILE, 1).with("loss", 2);
    String hostile =
        HtmlReport.render(
            new RunReport(
                HOSTILE,
                HOSTILE,
                List.of(new Fact(HOSTILE, HOSTILE)),
                HOSTILE,
                List.of(DemoReport.epoch(1, scores, scores)),
                scores,
                List.of(table, plot),
                HOSTILE,
                List.of(HOSTILE),
                List.of(new Advice("key", HOSTILE))));
    Page parsed = Page.parse(hostile);
    assertThat(parsed.elements("//script")).isEmpty();
    assertThat(parsed.elements("//style")).hasSize(1);
    assertThat(hostile).doesNotContainIgnoringCase("<script").doesNotContain("\u0000", "\u0007");
    String shown = HOSTILE.replaceAll("[\u0000\u0007\ud800]", "\ufffd");
    assertThat(parsed.texts("//h1")).containsExactly(shown);
    assertThat(parsed.texts("//table[@class='plain']//td")).containsExactly(shown);
    assertThat(parsed.attributes("//table[@class='plain']//td", "dir")).containsExactly("auto");
    assertThat(parsed.texts("//pre")).containsExactly(shown, shown);
  }

  @Test
  void needsNothingFromOutside() {
    assertThat(page.elements("//script | //link | //img | //iframe | //object")).isEmpty();
    assertThat(page.elements("//@src/.. | //@href/..")).isEmpty();
    assertThat(html).doesNotContain("url(", "@import");
    assertThat(page.attributes("//meta[@http-equiv]", "content").get(0))
        .startsWith("default-src 'none'");
  }

  @Test
  void foldsNetworkAndConfigurationAway() {
    assertThat(page.texts("//details/summary")).containsExactly("Network", "Configuration");
    assertThat(page.texts("//details/pre").get(0)).contains("simple_rnn   [32]");
    assertThat(page.texts("//details/pre").get(1)).contains("  batch-size = 128\n");
  }

  @Test
  void leavesOutWhatIsEmpty() {
    Page empty = Page.parse(HtmlReport.render(report(List.of(), List.of())));
    assertThat(empty.elements("//table | //svg | //details | //ul | //dl")).isEmpty();
    assertThat(empty.texts("//h1")).containsExactly("Title");
  }

  @Test
  void isTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(HtmlReport.render(DemoReport.report())).isEqualTo(html);
    } finally {
      Locale.setDefault(before);
    }
  }

  private static RunReport report(List<EpochRecord> history, List<Figure> figures) {
    return new RunReport(
        "Title", "run", List.of(), "", history, Scores.empty(), figures, "", List.of(), List.of());
  }
}
