package io.sparkrnn.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.sparkrnn.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/settings.md} is what {@code reference.conf} and the workloads' {@code settings.conf}
 * say. {@code mvn test -Dtest=SettingsPageTest -Dsettings.page=write} writes it anew.
 */
class SettingsPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("project.dir", System.getProperty("user.dir")))
          .resolve("docs/settings.md");

  @Test
  void thePageSaysWhatTheFilesOfDefaultsSay() throws IOException {
    String page = page();
    if (System.getProperty("settings.page", "").equals("write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }

  private static String page() {
    List<WorkloadDeclaration> workloads =
        Workloads.settings().stream().filter(SettingsPageTest::isShipped).toList();
    Config defaults = ReferenceConfig.read(workloads);
    Schema schema = new Schema(ReferenceConfig.resolved(defaults), workloads);
    Map<String, StringBuilder> tables = new LinkedHashMap<>();
    for (String key : schema.keys()) {
      tables
          .computeIfAbsent(heading(schema.usersOf(key)), heading -> new StringBuilder())
          .append(row(key, value(defaults, key)));
    }
    StringBuilder page =
        new StringBuilder(
            """
            # Settings

            All settings with their defaults. This page is generated from `reference.conf` and the `settings.conf` of each workload;
            `submit/train.sh config` shows the values of a job and where each one was set. A setting that the job's workload does not
            use is an error.

            ## Where values come from

            Later rows override earlier ones:

            | source | example, for `training.batch-size` |
            | --- | --- |
            | the defaults | |
            | files, `--conf FILE`; of several, the later ones | `training.batch-size = 32`, in [HOCON](https://github.com/lightbend/config/blob/main/HOCON.md) |
            | environment variables: `CONFIG_FORCE_` and the key, with `_` for `.` and `__` for `-` | `CONFIG_FORCE_training_batch__size=32` |
            | Java system properties | `-Dtraining.batch-size=32` in `--driver-java-options` |
            | `--set KEY=VALUE` | `--set training.batch-size=32` |

            A file can read an environment variable, as the files in `conf` do: `data.path = ${?IMDB_PATH}` sets the path if the
            variable is there.
            """);
    tables.forEach(
        (heading, rows) ->
            page.append("\n## ")
                .append(heading)
                .append("\n\n| key | default | meaning |\n| --- | --- | --- |\n")
                .append(rows));
    return page.toString();
  }

  /** Whether a workload is one of the job's, not of its tests. */
  private static boolean isShipped(WorkloadDeclaration workload) {
    return !workload.owner().getPackageName().endsWith(".regression");
  }

  private static String heading(List<String> users) {
    return users.isEmpty() ? "All workloads" : "Only " + String.join(" and ", new TreeSet<>(users));
  }

  private static ConfigValue value(Config defaults, String key) {
    Config section = defaults.withOnlyPath(key);
    ConfigObject object = section.root();
    List<String> path = ConfigUtil.splitPath(key);
    for (String name : path.subList(0, path.size() - 1)) {
      object = (ConfigObject) object.get(name);
    }
    return object.get(path.get(path.size() - 1));
  }

  private static String row(String key, ConfigValue value) {
    String meaning =
        value.origin().comments().stream().map(String::strip).collect(Collectors.joining(" "));
    return "| `%s` | `%s` | %s |%n"
        .formatted(key, value.render(ConfigRenderOptions.concise()), meaning.replace("|", "\\|"));
  }
}
