package io.sparkrnn.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The commands of the documentation, run as a reader does: page after page in the order of the
 * contents, each in a checkout of its own, with the built jar and target/spark. The build runs
 * those that a newcomer begins with, {@code -Ddocs.pages=all} every page, and {@code
 * -Ddocs.pages=runs.md,resuming.md} some.
 */
class DocumentationIT {

  /** Pages that a newcomer begins with, which the build runs. */
  private static final String FIRST_PAGES = "README.md,get-started.md,own-data.md";

  private static final String ALL_PAGES = "all";

  private static final Path CHECKOUTS = Documentation.PROJECT.resolve("target/documentation");

  private static final Path JAR = Path.of(System.getProperty("app.jar", "app.jar"));

  @TestFactory
  Stream<DynamicTest> theBlocksOfAPageDoWhatItSays() throws IOException, InterruptedException {
    List<MarkdownPage> pages =
        new DocumentationRules(Documentation.PROJECT, Documentation.pages())
            .inOrder().stream()
                .filter(page -> page.blocks().stream().anyMatch(CodeBlock::isRun))
                .filter(DocumentationIT::isChosen)
                .toList();
    delete(CHECKOUTS);
    List<String> files = files();
    return pages.stream()
        .map(page -> DynamicTest.dynamicTest(page.path(), () -> runAll(page, files)));
  }

  private static boolean isChosen(MarkdownPage page) {
    String chosen = System.getProperty("docs.pages", FIRST_PAGES);
    return chosen.equals(ALL_PAGES)
        || Arrays.stream(chosen.split(",")).anyMatch(name -> page.path().endsWith(name.strip()));
  }

  private static void runAll(MarkdownPage page, List<String> files)
      throws IOException, InterruptedException {
    Path checkout = CHECKOUTS.resolve(page.path().replace('/', '-').replace(".md", ""));
    checkOut(checkout, files);
    BlockRunner runner = new BlockRunner(checkout, environment());
    long start = System.nanoTime();
    for (CodeBlock block : page.blocks()) {
      if (block.isRun()) {
        Optional<String> problem = runner.run(page.path(), block);
        if (problem.isPresent()) {
          // Later blocks may use what this one did not make.
          fail(problem.get());
        }
      }
    }
    System.out.printf(
        Locale.ROOT, "%-40s %5.1f s%n", page.path(), (System.nanoTime() - start) / 1e9);
    delete(checkout);
  }

  private static Map<String, String> environment() {
    return Map.of(
        "JAVA_HOME", System.getProperty("java.home"),
        "SPARK_LOCAL_IP", "127.0.0.1",
        // Options for commands that take seconds.
        "SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "SPARK_HOME", "",
        "APP_JAR", "",
        "MASTER", "",
        "JAVA_TOOL_OPTIONS", "");
  }

  /** Copies the files that are tracked, or would be, and links what a build makes. */
  private static void checkOut(Path checkout, List<String> files) throws IOException {
    for (String file : files) {
      Path copy = checkout.resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(Documentation.PROJECT.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
    Path target = Files.createDirectories(checkout.resolve("target"));
    Files.createSymbolicLink(
        target.resolve("spark"), Documentation.PROJECT.resolve("target/spark").toAbsolutePath());
    // Newer than the sources, so that the scripts do not build it again.
    Path jar = target.resolve(JAR.getFileName());
    Files.copy(JAR, jar);
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
  }

  private static List<String> files() throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
            .directory(Documentation.PROJECT.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).as("git ls-files").isZero();
    return Stream.of(names.split("\0"))
        .filter(name -> Files.isRegularFile(Documentation.PROJECT.resolve(name)))
        .toList();
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      paths
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
