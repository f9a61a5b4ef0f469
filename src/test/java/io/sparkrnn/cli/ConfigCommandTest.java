package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.error.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigCommandTest {

  private static String run(String... arguments) {
    StringWriter out = new StringWriter();
    ConfigCommand command = new ConfigCommand();
    new CommandLine(command).setOut(new PrintWriter(out)).parseArgs(arguments);
    command.run();
    return out.toString();
  }

  @Test
  void showsEachSettingAndWhereItCameFrom(@TempDir Path dir) throws IOException {
    Path conf = Files.writeString(dir.resolve("x.conf"), "\ntraining.epochs = 7\n");

    List<String> lines =
        run("--conf", conf.toString(), "--set", "seed=9", "--set", "data.path=a b,c")
            .lines()
            .toList();

    assertThat(lines)
        .hasSizeGreaterThan(80)
        .noneMatch(line -> line.startsWith("forecast.") || line.startsWith("autoencoder."))
        .anySatisfy(line -> assertThat(line).matches("seed +  = 9 +# --set"))
        .anySatisfy(line -> assertThat(line).matches("data.path += \"a b,c\" +# --set"))
        .anySatisfy(line -> assertThat(line).matches("training.epochs += 7 +# .*/x.conf: 2"))
        .anySatisfy(
            line -> assertThat(line).matches("text.padding += \"pre\" +# reference.conf: \\d+"));
    assertThat(lines.stream().map(line -> line.indexOf(" = ")).distinct()).hasSize(1);
    assertThat(lines.stream().map(line -> line.lastIndexOf("# ")).distinct()).hasSize(1);
  }

  @Test
  void oneJsonObjectForPrograms() throws IOException {
    String out = run("--json", "--set", "seed=9", "--set", "data.labels.positive=a,b");

    assertThat(out.lines()).hasSize(1);
    JsonNode root = new ObjectMapper().readTree(out);
    assertThat(root.at("/settings/seed").isInt()).isTrue();
    assertThat(root.at("/settings/seed").intValue()).isEqualTo(9);
    assertThat(root.at("/settings/data.labels.positive/1").textValue()).isEqualTo("b");
    assertThat(root.at("/settings/model.mask-padding").booleanValue()).isTrue();
    assertThat(root.at("/origins/seed").textValue()).isEqualTo("--set");
    assertThat(root.at("/settings").size()).isEqualTo(root.at("/origins").size()).isGreaterThan(80);
  }

  @Test
  void problemsAreLeftToTheCaller() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> run("--set", "training.epocs=9"))
        .withMessageContaining("did you mean training.epochs?");
  }
}
