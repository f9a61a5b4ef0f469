package io.sparkrnn.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs several subcommands in one process of {@code spark-submit}, which saves the start of Java
 * for each. The argument is a file with one command per line, its words separated by tabs. Ends
 * with the exit code of the first that fails, or prints the last line of each one's output.
 */
public final class JobSequence {

  private JobSequence() {}

  /** Runs the commands of a file. */
  public static void main(String[] arguments) throws IOException {
    for (String command : Files.readAllLines(Path.of(arguments[0]))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int code = Main.run(command.split("\t"), out, System.err, ShutdownHook.none());
      if (code != 0) {
        System.exit(code);
      }
      String text = out.toString(StandardCharsets.UTF_8);
      System.out.println(text.lines().reduce((first, second) -> second).orElse(""));
    }
  }
}
