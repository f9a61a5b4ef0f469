package io.sparkrnn.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs several subcommands in one process of {@code spark-submit}, which saves the start of Java
 * for each. The argument is a file with one command per line, its words separated by tabs; {@code
 * {current}} stands for the current version that the last {@code models list --json} told, and
 * {@code pause} waits for half a second. Ends with the exit code of the first that fails, or prints
 * the last line of each one's output.
 */
public final class JobSequence {

  /** Line of a pause. */
  public static final String PAUSE = "pause";

  private static final Pattern CURRENT = Pattern.compile("\"current\":(\\d+)");

  private JobSequence() {}

  /** Runs the commands of a file. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String current = "";
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      if (line.equals(PAUSE)) {
        Thread.sleep(500);
        continue;
      }
      String command = line.replace("{current}", current);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int code = Main.run(command.split("\t"), out, System.err, ShutdownHook.none());
      if (code != 0) {
        System.exit(code);
      }
      String text = out.toString(StandardCharsets.UTF_8);
      String last = text.lines().reduce((first, second) -> second).orElse("");
      Matcher told = CURRENT.matcher(last);
      if (command.startsWith("models\tlist") && told.find()) {
        current = "%06d".formatted(Integer.parseInt(told.group(1)));
      }
      System.out.println(last);
    }
  }
}
