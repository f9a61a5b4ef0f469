package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.cli.Job.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outcomes that commands leave for another machine, and that are read there. */
class OutcomeCommandTest {

  @TempDir private Path folder;

  private String file() {
    return folder.resolve("outcomes/1.json").toString();
  }

  private Outcome read(String... more) {
    List<String> arguments = new ArrayList<>(List.of("outcome", file(), "--json"));
    arguments.addAll(List.of(more));
    return Job.run(arguments);
  }

  @Test
  void aSuccessIsReadAsItWasPrinted() {
    Outcome there = Job.run("config", "--json", "--outcome", file());
    Outcome here = read("--delete");

    assertThat(there.code()).isZero();
    assertThat(here.code()).isZero();
    assertThat(here.json()).isEqualTo(there.json());
    assertThat(Path.of(file())).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--set=training.epoch=3", "--no-such-option"})
  void aFailureHasItsCodeAndItsMessage(String wrong) {
    Outcome there = Job.run("config", "--json", "--outcome=" + file(), wrong);
    Outcome here = read();

    assertThat(there.code()).isEqualTo(2);
    assertThat(here.code()).isEqualTo(2);
    assertThat(here.json()).isEqualTo(there.json());
    assertThat(here.err()).startsWith("spark-rnn: ");
    assertThat(Path.of(file())).exists();
  }

  @Test
  void withoutJsonThereIsTheCodeAlone() throws IOException {
    assertThat(Job.run("config", "--outcome", file()).code()).isZero();

    assertThat(Files.readString(Path.of(file()))).isEqualTo("{\"exit_code\":0,\"result\":null}\n");
    assertThat(read().code()).isZero();
    assertThat(read().out()).isEmpty();
  }

  @Test
  void whatIsNotThereEndsAsTheClusterSays() throws IOException {
    assertThat(read().code()).isEqualTo(1);
    assertThat(read("--otherwise", "137").code()).isEqualTo(137);
    assertThat(read("--otherwise", "137").json().get("exit_code").intValue()).isEqualTo(137);
    assertThat(read().json().get("error").textValue())
        .contains("1.json does not exist", "see the driver's log");

    Files.createDirectories(Path.of(file()).getParent());
    Files.writeString(Path.of(file()), "{\"code\":0}");
    assertThat(read("--otherwise", "9").code()).isEqualTo(9);
    assertThat(read().err()).contains("has no exit_code, expected an outcome");
  }

  @Test
  void aFileThatCannotBeWrittenChangesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(Job.run("config", "--outcome", file + "/1.json").code()).isZero();
  }

  @Test
  void oneSettingIsPrintedForScripts() {
    assertThat(Job.run("config", "--get", "output.dir").out()).isEqualTo("runs\n");
    assertThat(Job.run("config", "--get", "training.epochs", "--set", "training.epochs=3").out())
        .isEqualTo("3\n");
    assertThat(Job.run("config", "--get", "epochs").code()).isEqualTo(2);
  }
}
