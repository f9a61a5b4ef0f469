package io.sparkrnn.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.store.RunListing;
import io.sparkrnn.store.RunVersion;
import io.sparkrnn.store.StoredRun;
import io.sparkrnn.store.UnfinishedRun;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunsPageTest {

  private static final String HOSTILE = "javascript:</code><script>alert(1)</script>\"'&";

  private static StoredRun run(String id, Map<String, String> settings, double accuracy) {
    return new StoredRun(
        id,
        "file:///runs/" + id,
        Instant.parse("2026-11-30T09:15:00Z"),
        "review-sentiment",
        settings,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.of(2),
        OptionalDouble.of(61.4),
        OptionalLong.of(16_000),
        Map.of("loss", 0.31),
        Map.of("accuracy", accuracy),
        Map.of("val_loss", List.of(0.5, 0.31), "val_accuracy", List.of(0.7, accuracy)));
  }

  private static String render(List<StoredRun> runs, List<RunVersion> versions) {
    return RunsPage.render(
        RunsOverview.of(new RunListing("file:/runs", runs, List.of(), 0, List.of()), versions));
  }

  private static List<String> texts(Page page, String xpath) {
    return page.texts(xpath).stream().map(String::strip).toList();
  }

  @Test
  void aRowARunWithOnlyTheSettingsThatDiffer() {
    Page page =
        Page.parse(
            render(
                List.of(
                    run("b", Map.of("seed", "2", "training.epochs", "2"), 0.91),
                    run("a", Map.of("seed", "1", "training.epochs", "2", "new.key", "1"), 0.9)),
                List.of()));

    assertThat(page.texts("//h2")).containsExactly("review-sentiment");
    assertThat(page.texts("//thead/tr[2]/th"))
        .containsExactly(
            "Run",
            "Started",
            "Status",
            "Validation loss",
            "seed",
            "Accuracy",
            "Loss",
            "Epochs",
            "Seconds",
            "Examples");
    assertThat(texts(page, "//tbody/tr[1]/th")).containsExactly("b");
    assertThat(page.attributes("//tbody/tr/th/a", "href"))
        .containsExactly("./b/report.html", "./a/report.html");
    assertThat(page.texts("//tbody/tr[1]/td[not(*)]"))
        .containsExactly(
            "2026-11-30 09:15", "finished", "2", "91.00 %", "0.3100", "2", "61", "16,000");
    assertThat(page.attributes("//tbody/tr[1]/td//*[@class='small-curve']", "aria-label"))
        .containsExactly("Validation loss by epoch: from 0.5 to 0.31");
    assertThat(page.texts("//figure//h3"))
        .containsExactly("Validation accuracy", "Validation loss");
  }

  @Test
  void marksTheCurrentVersion() {
    Page page =
        Page.parse(
            render(
                List.of(run("b", Map.of(), 0.91), run("a", Map.of(), 0.9)),
                List.of(
                    new RunVersion("file:/runs/a", 4, RunVersion.State.CURRENT),
                    new RunVersion("file:/runs/b", 5, RunVersion.State.OTHER))));

    assertThat(page.texts("//tbody/tr/td[2]"))
        .containsExactly("version 5, finished", "version 4, current");
    assertThat(page.attributes("//tbody/tr", "class")).containsExactly("other", "current");
  }

  @Test
  void saysHowToResumeWhatIsUnfinished() {
    RunListing listing =
        new RunListing(
            "file:/runs",
            List.of(),
            List.of(
                new UnfinishedRun("s", UnfinishedRun.State.STOPPED, 3),
                new UnfinishedRun("r", UnfinishedRun.State.RUNNING, 1)),
            7,
            List.of("x: summary.json is not valid JSON"));
    Page page = Page.parse(RunsPage.render(RunsOverview.of(listing, List.of())));

    assertThat(texts(page, "//tbody/tr/td"))
        .containsExactly("stopped", "3", "train --resume --set run.id=s", "running", "1", "–");
    assertThat(page.texts("//section[@class='warnings']//li"))
        .containsExactly("x: summary.json is not valid JSON");
    assertThat(page.texts("//header/p[2]").get(0)).contains("7 older ones were not read");
  }

  @Test
  void showsHostileTextAsText() {
    StoredRun hostile =
        new StoredRun(
            HOSTILE,
            "file:///runs/x",
            Instant.EPOCH,
            HOSTILE,
            Map.of(HOSTILE, HOSTILE),
            Optional.of(HOSTILE),
            Optional.of(false),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            Map.of(HOSTILE, Double.NaN),
            Map.of(HOSTILE, 1.0),
            Map.of(HOSTILE, List.of(Double.NaN, Double.POSITIVE_INFINITY)));
    StoredRun other = run("a", Map.of(HOSTILE, "b"), 0.5);
    RunListing listing =
        new RunListing(
            HOSTILE,
            List.of(hostile, other),
            List.of(new UnfinishedRun(HOSTILE, UnfinishedRun.State.STOPPED, 1)),
            0,
            List.of(HOSTILE));
    String html = RunsPage.render(RunsOverview.of(listing, List.of()));
    Page page = Page.parse(html);

    assertThat(page.elements("//script")).hasSize(1);
    assertThat(html).doesNotContain("<script>alert");
    assertThat(page.attributes("//a", "href"))
        .containsExactly(
            "./javascript%3A%3C%2Fcode%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%22%27%26/report.html",
            "./a/report.html");
  }

  @Test
  void onlyItsOwnScriptMayRun() throws Exception {
    Page page = Page.parse(render(List.of(run("a", Map.of(), 0.9)), List.of()));
    byte[] script = page.texts("//script").get(0).getBytes(StandardCharsets.UTF_8);
    String hash =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(script));

    assertThat(page.attributes("//meta[@http-equiv]", "content").get(0))
        .contains("default-src 'none'", "script-src 'sha256-" + hash + "'");
    assertThat(page.elements("//link | //img | //iframe | //script[@src]")).isEmpty();
  }

  @Test
  void manySettingsShareAColumnAndTenRunsAPlot() {
    List<StoredRun> runs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Map<String, String> settings = new java.util.TreeMap<>();
      for (int key = 0; key < 10; key++) {
        settings.put("key." + key, "" + i);
      }
      runs.add(run("run-" + i, settings, 0.5 + i / 100.0));
    }
    Page page = Page.parse(render(runs, List.of()));

    assertThat(page.texts("//thead/tr[2]/th")).contains("key.6", "others");
    assertThat(page.texts("//tbody/tr[2]/td[@class='left others']"))
        .containsExactly("key.7 = 1; key.8 = 1; key.9 = 1");
    assertThat(page.elements("//figure[1]//polyline")).hasSize(10);
    assertThat(page.attributes("//figure[1]/*/*[polyline]", "class"))
        .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "curve c" + i).toList());
  }

  @Test
  void aFolderWithoutRunsSaysSo() {
    Page page = Page.parse(render(List.of(), List.of()));

    assertThat(page.texts("//header/p[2]")).containsExactly("There are no runs in this folder.");
  }
}
