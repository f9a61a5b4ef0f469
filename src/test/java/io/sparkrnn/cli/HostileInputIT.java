package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.cli.Job.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviews, paths, settings and models that were made to do harm, from end to end. */
class HostileInputIT {

  private static final String SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>";
  private static final String SECRET = "se/cret";

  @TempDir private Path folder;

  @BeforeAll
  static void spark() {
    Job.freshSpark();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  @Test
  void reviewsAreTextInTheReport() throws IOException {
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < 200; i++) {
      csv.append(
          "\"%s film %d </td></table>\",%s\n".formatted(SCRIPT, i, i % 2 == 0 ? "pos" : "neg"));
    }
    csv.append("a film,<script>alert(3)</script>\n");
    Path data = Files.writeString(folder.resolve("<b>.csv"), csv);
    Outcome trained =
        Job.train(
            "data.path=" + data,
            "data.on-bad-row=skip",
            "output.dir=" + folder.resolve("runs"),
            "run.id=r");

    assertThat(trained.code()).as(trained.err()).isZero();
    String report = Files.readString(folder.resolve("runs/r/report.html"));
    assertThat(report)
        .contains("onerror alert 2", "&lt;b&gt;.csv", "&lt;script&gt;alert(3)")
        .doesNotContain("<script", "<img", "<b>.csv");

    Path zip = folder.resolve("runs/r/model/network.zip");
    Files.write(zip, withEntry(zip, "preprocessor.bin"));
    Outcome refused = Job.run("evaluate", "--json", folder.resolve("runs/r").toString());
    requireRefused(refused, 3, "network.zip", "it holds an entry preprocessor.bin");
  }

  private static byte[] withEntry(Path zip, String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        in.transferTo(out);
      }
      out.putNextEntry(new ZipEntry(name));
    }
    return bytes.toByteArray();
  }

  @Test
  void passwordsInPathsAreShownNowhere() throws IOException {
    String user = "gone://AKIA:" + SECRET + "@bucket";

    Outcome data = Job.train("data.path=" + user + "/x.csv", "output.dir=" + folder);
    requireRefused(data, 3, "gone://AKIA:***@bucket/x.csv");
    Outcome output = Job.train("output.dir=" + user + "/runs");
    requireRefused(output, 2, "gone://AKIA:***@bucket/runs");
    Outcome model = Job.run("evaluate", "--json", user + "/run");
    requireRefused(model, 2, "gone://AKIA:***@bucket/run");
    Outcome file = Job.run("train", "--json", "--conf", user + "/a.conf");
    requireRefused(file, 2, "gone://AKIA:***@bucket/a.conf");
    Outcome shown = Job.run("config", "--set", "data.path=" + user + "/x.csv");
    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("gone://AKIA:***@bucket/x.csv").doesNotContain(SECRET);

    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aConfigurationThatFetchesFromElsewhereIsRefused() throws IOException {
    Path conf = Files.writeString(folder.resolve("a.conf"), "include file(\"/etc/passwd\")\n");

    requireRefused(
        Job.run(List.of("train", "--json", "--conf", conf.toString())),
        2,
        "a.conf: includes file(\"/etc/passwd\"), expected the path of a file beside this one");
  }

  private static void requireRefused(Outcome refused, int code, String... why) {
    assertThat(refused.code()).as(refused.err()).isEqualTo(code);
    assertThat(refused.err()).contains(why).doesNotContain(SECRET, "\tat ");
    assertThat(refused.out()).doesNotContain(SECRET);
    assertThat(refused.json().get("exit_code").intValue()).isEqualTo(code);
  }
}
