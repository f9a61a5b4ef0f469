package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that submit/lib.sh makes when it builds the job. */
class SharedClassesIT {

  @TempDir private Path folder;

  private Path root;

  /** A checkout whose archive is its own. */
  @BeforeEach
  void checkout() throws IOException {
    Path project = Path.of(System.getProperty("project.dir"));
    root = Files.createDirectories(folder.resolve("checkout"));
    Path spark = Files.createDirectories(root.resolve("target/spark"));
    Files.createSymbolicLink(
        spark.resolve("jars"), Path.of(System.getProperty("spark.home.dir"), "jars"));
    Path jar = Path.of(System.getProperty("app.jar"));
    Files.createSymbolicLink(root.resolve("target").resolve(jar.getFileName()), jar);
    for (String part : new String[] {"submit", "conf"}) {
      Files.createSymbolicLink(root.resolve(part), project.resolve(part));
    }
  }

  @Test
  void isUsedWhereItFitsAndIgnoredWhereItDoesNot() throws IOException, InterruptedException {
    Path archive = root.resolve("target/spark/classes.jsa");
    run("made", "", ". submit/lib.sh && share_classes \"$PWD\"");
    assertThat(archive).isNotEmptyFile();
    assertThat(root.resolve("target/sharing")).doesNotExist();
    assertThat(root.resolve("target/sharing.jsa")).doesNotExist();

    Path loaded = folder.resolve("loaded");
    String log = " -Xlog:class+load:file=" + loaded;
    assertThat(run("fits", "-Xshare:on" + log, "submit/train.sh config --json")).hasLineCount(1);
    assertThat(Files.readAllLines(loaded))
        .anyMatch(line -> line.matches(".* org.apache.spark.deploy.SparkSubmit source: shared.*"))
        .anyMatch(line -> line.matches(".* io.sparkrnn.cli.Main source: shared.*"));

    Files.createDirectories(folder.resolve("own"));
    Files.writeString(folder.resolve("own/spark-defaults.conf"), "spark.ui.enabled false\n");
    String elsewhere = "SPARK_CONF_DIR=" + folder.resolve("own") + " submit/train.sh config --json";
    assertThat(run("other class path", log.strip(), elsewhere)).hasLineCount(1);
    assertThat(Files.readAllLines(loaded))
        .anyMatch(line -> line.matches(".* org.apache.spark.deploy.SparkSubmit source: file:.*"));
  }

  /** Runs a command in the checkout; gives what it printed. */
  private String run(String name, String options, String command)
      throws IOException, InterruptedException {
    Path out = folder.resolve(name + ".out");
    Path err = folder.resolve(name + ".err");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(root.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(List.of("SPARK_HOME", "SPARK_CONF_DIR", "APP_JAR"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARK_SUBMIT_OPTS", options);
    assertThat(builder.start().waitFor()).as("%s: %s", name, Files.readString(err)).isZero();
    return Files.readString(out);
  }
}
