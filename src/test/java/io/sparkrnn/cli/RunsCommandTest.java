package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.cli.Job.Outcome;
import io.sparkrnn.cli.shared.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsCommandTest {

  @TempDir private Path folder;

  @BeforeEach
  void twoRunsAndAnUnfinishedOne() throws IOException {
    run(
        "20261129-214716-89fc340c",
        "2026-11-29T21:47:16Z",
        "0.9",
        "seed = 1\ntraining.epochs = 5\n");
    run(
        "20261130-214716-89fc340d",
        "2026-11-30T21:47:16Z",
        "0.91",
        "seed = 2\ntraining.epochs = 5\n");
    write(".nightly.checkpoints/epoch-000003.checkpoint", "");
    write("models/versions/000001/origin.json", origin("20261129-214716-89fc340c"));
    write("models/moves/000001", "{\"number\":1,\"version\":1,\"reason\":\"first\",\"at\":\"x\"}");
  }

  private String origin(String run) {
    return "{\"run\":\"file:%s/runs/%s\",\"added\":\"x\",\"identity\":\"y\"}"
        .formatted(folder, run);
  }

  private void run(String id, String started, String accuracy, String settings) throws IOException {
    write(
        "runs/" + id + "/summary.json",
        "{\"test\":{\"accuracy\":" + accuracy + "},\"seconds\":31}");
    write("runs/" + id + "/model/provenance.json", "{\"started\":\"" + started + "\"}");
    write("runs/" + id + "/model/config.conf", "workload = \"review-sentiment\"\n" + settings);
  }

  private void write(String file, String text) throws IOException {
    boolean hidden = file.startsWith(".");
    Path path = (hidden ? folder.resolve("runs") : folder).resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void listsRunsIn80Columns() {
    Outcome listed = Job.run("runs", folder + "/runs", "--set", "models.dir=" + folder + "/models");

    assertThat(listed.code()).as(listed.err()).isZero();
    assertThat(listed.out())
        .isEqualTo(
            """
            review-sentiment
            run                       started (UTC)     status (version)  accuracy  seconds
            20261130-214716-89fc340d  2026-11-30 21:47  finished            0.9100       31
                seed=2
            20261129-214716-89fc340c  2026-11-29 21:47  current (1)         0.9000       31
                seed=1

            nightly: unfinished, 3 epochs; resume it with the same settings and
                train --resume --set run.id=nightly
            """);
    assertThat(folder.resolve("runs/index.html")).doesNotExist();
  }

  @Test
  void printsOneObjectAndWritesThePage() throws IOException {
    Outcome listed =
        Job.run(
            "runs", "--json", "--html", "--last", "1", "--set", "output.dir=" + folder + "/runs");

    assertThat(listed.code()).as(listed.err()).isZero();
    JsonNode json = listed.json();
    assertThat(json.at("/runs")).hasSize(1);
    assertThat(json.at("/runs/0/id").textValue()).isEqualTo("20261130-214716-89fc340d");
    assertThat(json.at("/runs/0/test/accuracy").doubleValue()).isEqualTo(0.91);
    assertThat(json.at("/runs/0/version").isNull()).isTrue();
    assertThat(json.at("/unfinished/0").toString())
        .isEqualTo("{\"id\":\"nightly\",\"status\":\"stopped\",\"epochs\":3}");
    assertThat(json.at("/not_read").intValue()).isEqualTo(1);
    assertThat(json.at("/page").textValue()).endsWith("/runs/index.html");
    assertThat(Files.readString(folder.resolve("runs/index.html")))
        .contains("20261130-214716-89fc340d/report.html", "train --resume --set run.id=nightly");
  }

  @Test
  void refusesWhatIsNoFolder() {
    Outcome none = Job.run("runs", folder + "/no");
    Outcome noRun = Job.run("runs", "--last", "0");

    assertThat(none.code()).isEqualTo(ExitCode.BAD_DATA.code());
    assertThat(none.err()).contains("/no does not exist, expected a folder of runs");
    assertThat(noRun.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(noRun.err()).contains("--last is 0, expected at least 1");
  }
}
