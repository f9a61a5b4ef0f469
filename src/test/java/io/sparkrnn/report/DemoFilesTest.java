package io.sparkrnn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leaves a page and pictures in the build folder for people to look at. */
class DemoFilesTest {

  private static final Path FOLDER = Path.of("target", "report-demo");

  @Test
  void writesADemoToLookAt() throws IOException {
    Files.createDirectories(FOLDER);
    Path page = FOLDER.resolve("report.html");
    Files.writeString(page, HtmlReport.render(DemoReport.report()));
    Path five = FOLDER.resolve("five-epochs.png");
    Files.write(five, LearningCurves.png(DemoReport.history()).orElseThrow());
    Path one = FOLDER.resolve("one-epoch.png");
    Files.write(one, LearningCurves.png(List.of(DemoReport.history().get(0))).orElseThrow());

    assertThat(page).isNotEmptyFile();
    assertThat(five).isNotEmptyFile();
    assertThat(one).isNotEmptyFile();
  }
}
