package io.sparkrnn.docs;

import io.sparkrnn.docs.CodeBlock.Command;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Runs blocks of a page with bash, and compares what their commands print. */
final class BlockRunner {

  /** Far above what any block takes: it only keeps a hung command from hanging the build. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final String MARK = "@@ command ";
  private static final int MOST_LINES = 60;

  private final Path folder;
  private final Map<String, String> environment;

  /**
   * Creates a runner.
   *
   * @param folder in which the commands run
   * @param environment variables to set; an empty one is removed
   */
  BlockRunner(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
  }

  /** Line that a command printed. */
  private record Printed(int command, boolean isError, String text) {}

  /**
   * Runs a block.
   *
   * @return what went wrong: page, line, command, what the page shows and what was printed; empty
   *     if the block did what the page says
   */
  Optional<String> run(String page, CodeBlock block) throws IOException, InterruptedException {
    List<Command> commands = block.commands();
    Path script = Files.createTempFile("block", ".sh");
    try {
      Files.writeString(script, script(commands));
      ProcessBuilder builder =
          new ProcessBuilder("bash", script.toString())
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"));
      environment.forEach(
          (name, value) -> {
            if (value.isEmpty()) {
              builder.environment().remove(name);
            } else {
              builder.environment().put(name, value);
            }
          });
      Process process = builder.start();
      List<Printed> printed = Collections.synchronizedList(new ArrayList<>());
      AtomicInteger begun = new AtomicInteger();
      Thread out = reader(process.getInputStream(), false, printed, begun);
      Thread err = reader(process.getErrorStream(), true, printed, begun);
      boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      out.join(PATIENCE.toMillis());
      err.join(PATIENCE.toMillis());
      return ended
          ? problem(page, commands, begun.get(), process.exitValue(), List.copyOf(printed))
          : Optional.of("%s:%d: still running after %s".formatted(page, block.line(), PATIENCE));
    } finally {
      Files.delete(script);
    }
  }

  private static String script(List<Command> commands) {
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    for (int i = 0; i < commands.size(); i++) {
      script.append("echo '%1$s%2$d'; echo '%1$s%2$d' >&2\n".formatted(MARK, i));
      script.append(commands.get(i).text()).append('\n');
    }
    return script.toString();
  }

  private static Thread reader(
      InputStream stream, boolean isError, List<Printed> printed, AtomicInteger begun) {
    Thread thread =
        new Thread(
            () -> {
              int command = 0;
              try (BufferedReader lines =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  if (line.startsWith(MARK)) {
                    command = Integer.parseInt(line.substring(MARK.length()));
                    begun.accumulateAndGet(command, Math::max);
                  } else {
                    printed.add(new Printed(command, isError, line));
                  }
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.start();
    return thread;
  }

  private static Optional<String> problem(
      String page, List<Command> commands, int begun, int exitCode, List<Printed> printed) {
    // A script ends with an error at the last command that began.
    int failed = exitCode == 0 ? commands.size() : begun;
    for (int i = 0; i < commands.size(); i++) {
      Command command = commands.get(i);
      int index = i;
      List<Printed> own = printed.stream().filter(line -> line.command() == index).toList();
      if (i == failed) {
        return Optional.of(message(page, command, "ended with exit code " + exitCode, lines(own)));
      }
      if (command.hasOutput() && !matches(command, own)) {
        return Optional.of(message(page, command, "printed something else", lines(own)));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a command printed what the page shows, as a terminal has it or on standard output
   * alone, without the log.
   */
  private static boolean matches(Command command, List<Printed> printed) {
    OutputPattern shown = OutputPattern.of(command.output());
    return shown.matches(lines(printed))
        || shown.matches(lines(printed.stream().filter(line -> !line.isError()).toList()))
        || (!command.output().isEmpty()
            && shown.matches(lines(printed.stream().filter(Printed::isError).toList())));
  }

  private static List<String> lines(List<Printed> printed) {
    return printed.stream().map(Printed::text).toList();
  }

  private static String message(String page, Command command, String what, List<String> actual) {
    String shown =
        command.hasOutput() ? "%nthe page shows:%n%s".formatted(shortened(command.output())) : "";
    return "%s:%d: the command %s%n$ %s%s%nit printed:%n%s"
        .formatted(page, command.line(), what, command.text(), shown, shortened(actual));
  }

  private static String shortened(List<String> lines) {
    int from = Math.max(0, lines.size() - MOST_LINES);
    return lines.subList(from, lines.size()).stream()
        .map(line -> "  " + line)
        .collect(Collectors.joining("\n", from > 0 ? "  [...]\n" : "", ""));
  }
}
