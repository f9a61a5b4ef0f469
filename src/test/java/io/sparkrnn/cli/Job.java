package io.sparkrnn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Runs subcommands in this process, as {@code main} would, and keeps what they print. */
final class Job {

  /** Settings of a network that trains in a second. */
  static final List<String> TINY =
      List.of(
          "text.vocabulary-size=300",
          "text.length=12",
          "model.embedding-size=4",
          "model.hidden-size=4",
          "training.epochs=1",
          "training.batch-size=256",
          "training.replicas=2");

  private Job() {}

  /** How a subcommand ended. */
  record Outcome(int code, String out, String err) {

    /** The object on the last line of standard output. */
    JsonNode json() {
      return parse(out.lines().reduce((first, second) -> second).orElse(""));
    }
  }

  static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + json, e);
    }
  }

  static Outcome run(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(arguments.toArray(new String[0]), out, err, ShutdownHook.none());
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static Outcome run(String... arguments) {
    return run(List.of(arguments));
  }

  /** Trains a tiny network with {@code --json}; the settings given win. */
  static Outcome train(Object... settings) {
    return run(arguments("train", settings));
  }

  /** The arguments of a tiny training. */
  static List<String> arguments(String subcommand, Object... settings) {
    List<String> arguments = new ArrayList<>(List.of(subcommand, "--json"));
    TINY.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    for (Object setting : settings) {
      arguments.addAll(List.of("--set", setting.toString()));
    }
    return arguments;
  }

  /** Stops a session that another test may have left, whose settings would be used. */
  static void freshSpark() {
    if (SparkSession.getDefaultSession().isDefined()) {
      SparkSession.getDefaultSession().get().stop();
    }
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
    System.setProperty("spark.master", "local[2]");
    System.setProperty("spark.ui.enabled", "false");
    System.setProperty("spark.sql.shuffle.partitions", "2");
  }

  static void forgetSparkSettings() {
    for (String key :
        List.of(
            "spark.master",
            "spark.ui.enabled",
            "spark.sql.shuffle.partitions",
            "spark.serializer",
            "spark.kryo.registrator")) {
      System.clearProperty(key);
    }
  }
}
