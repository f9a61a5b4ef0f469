package io.sparkrnn.docs;

import io.sparkrnn.docs.CommandExamples.Settings;
import io.sparkrnn.docs.MarkdownPage.Part;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules of the documentation. Each returns what breaks it, with page and line. */
final class DocumentationRules {

  /** Pages that are generated and so as long as they have to be. */
  static final Set<String> GENERATED = Set.of("docs/settings.md", "docs/commands.md");

  static final String README = "README.md";
  static final String CONTENTS = "docs/README.md";

  /** What follows a command that is wrong on purpose, to show its message. */
  private static final String FAILS_ON_PURPOSE = "|| echo \"exit code";

  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.:/})~-])/(?:work|root|home|Users)/[\\w.-]+");

  private static final Pattern CONF_FILE = Pattern.compile("conf/[\\w-]+\\.conf");

  private final Path project;
  private final Map<String, MarkdownPage> pages = new LinkedHashMap<>();

  /**
   * Creates the rules for some pages.
   *
   * @param project folder that the pages' paths and links start from
   */
  DocumentationRules(Path project, Collection<MarkdownPage> pages) {
    this.project = project.toAbsolutePath().normalize();
    pages.forEach(page -> this.pages.put(page.path(), page));
  }

  /** Links and images lead to files of the project, and anchors to headings. */
  List<String> brokenLinks() {
    List<String> problems = new ArrayList<>();
    forEach(MarkdownPage::links, (page, link) -> problemOfLink(page, link, problems));
    return problems;
  }

  private void problemOfLink(MarkdownPage page, Part link, List<String> problems) {
    String target = link.text();
    if (target.matches("[a-z][a-z0-9+.-]*:.*")) {
      return;
    }
    String file = target.replaceFirst("#.*", "");
    String anchor = target.contains("#") ? target.substring(target.indexOf('#') + 1) : "";
    Path folder = project.resolve(page.path()).getParent();
    Path path =
        file.isEmpty() ? project.resolve(page.path()) : folder.resolve(decoded(file)).normalize();
    if (file.startsWith("/") || !path.startsWith(project)) {
      problems.add(at(page, link) + "the link " + target + " leaves the project");
      return;
    }
    String name = project.relativize(path).toString();
    if (!pages.containsKey(name) && !Files.exists(path)) {
      problems.add(at(page, link) + "there is no " + target);
    } else if (!anchor.isEmpty() && name.endsWith(".md")) {
      MarkdownPage other =
          pages.containsKey(name) ? pages.get(name) : MarkdownPage.read(project, name);
      if (!other.anchors().contains(anchor)) {
        problems.add(at(page, link) + "there is no heading for " + target);
      }
    }
  }

  private static String decoded(String path) {
    return URI.create("file:///" + path).getPath().substring(1);
  }

  /** Keys in backticks are settings. */
  List<String> unknownSettings(Settings settings) {
    List<String> problems = new ArrayList<>();
    forEach(
        MarkdownPage::code,
        (page, word) ->
            settings
                .problemOfWord(word.text())
                .filter(problem -> !isPackage(word.text()))
                .ifPresent(problem -> problems.add(at(page, word) + problem)));
    return problems;
  }

  private boolean isPackage(String name) {
    return Files.isDirectory(
        project.resolve("src/main/java/io/sparkrnn/" + name.replace('.', '/')));
  }

  /** Files of the folder conf that are named exist. */
  List<String> missingConfFiles() {
    List<String> problems = new ArrayList<>();
    forEach(
        MarkdownPage::code,
        (page, word) -> {
          Matcher file = CONF_FILE.matcher(word.text());
          if (file.matches() && !Files.exists(project.resolve(word.text()))) {
            problems.add(at(page, word) + "there is no file " + word.text());
          }
        });
    return problems;
  }

  /** Subcommands, options, keys and files in blocks of commands exist. */
  List<String> wrongCommands(CommandExamples examples) {
    List<String> problems = new ArrayList<>();
    for (MarkdownPage page : pages.values()) {
      for (CodeBlock block : page.blocks()) {
        if (block.hasCommands()) {
          try {
            block.commands().stream()
                .filter(command -> !command.text().contains(FAILS_ON_PURPOSE))
                .forEach(
                    command ->
                        examples
                            .problems(command.text())
                            .forEach(
                                problem ->
                                    problems.add(
                                        at(page, new Part(command.line(), "")) + problem)));
          } catch (IllegalArgumentException e) {
            problems.add(page.path() + ": " + e.getMessage());
          }
        }
      }
    }
    return problems;
  }

  /** Each subcommand is on a page that a person wrote. */
  List<String> unmentionedSubcommands(Collection<String> subcommands, CommandExamples examples) {
    Set<String> mentioned = new TreeSet<>();
    for (MarkdownPage page : pages.values()) {
      if (!GENERATED.contains(page.path())) {
        page.code().forEach(word -> mentioned.add(word.text()));
        page.code().forEach(word -> mentioned.addAll(examples.subcommands(word.text())));
        page.blocks().stream()
            .filter(block -> !block.language().equals("python") && !block.language().equals("java"))
            .flatMap(block -> block.lines().stream())
            .map(line -> line.replaceFirst("^\\$ ", ""))
            .forEach(line -> mentioned.addAll(examples.subcommands(line)));
      }
    }
    return subcommands.stream()
        .filter(
            name ->
                mentioned.stream().noneMatch(one -> one.equals(name) || one.startsWith(name + " ")))
        .map(name -> "no page has the subcommand " + name)
        .toList();
  }

  /**
   * Each page in docs is linked from the contents, or from the README.md of its folder that the
   * contents link to.
   */
  List<String> unlinkedPages() {
    if (!pages.containsKey(CONTENTS)) {
      return List.of("there is no " + CONTENTS);
    }
    Set<String> linked = new LinkedHashSet<>(linkedFrom(CONTENTS));
    List.copyOf(linked).stream()
        .filter(page -> page.matches("docs/.+/README\\.md"))
        .forEach(page -> linked.addAll(linkedFrom(page)));
    return pages.keySet().stream()
        .filter(page -> page.startsWith("docs/") && !page.equals(CONTENTS))
        .filter(page -> !linked.contains(page))
        .map(page -> page + " is not linked from " + CONTENTS)
        .toList();
  }

  /** Returns the pages that a page links to, in the order of the links. */
  List<String> linkedFrom(String page) {
    Path folder = project.resolve(page).getParent();
    return pages.get(page).links().stream()
        .map(link -> link.text().replaceFirst("#.*", ""))
        .filter(target -> target.endsWith(".md") && !target.contains(":"))
        .map(target -> project.relativize(folder.resolve(target).normalize()).toString())
        .filter(pages::containsKey)
        .distinct()
        .toList();
  }

  /**
   * Returns {@code docs/_toc.yml}, the contents of the site: the pages of docs that the contents
   * link to, below the headings that they stand under there.
   */
  String contentsOfSite() {
    StringBuilder toc =
        new StringBuilder(
            """
            # Generated from the links of README.md; mvn test -Dtest=DocumentationTest -Ddocs.toc=write
            root: README
            subtrees:
            """);
    MarkdownPage contents = pages.get(CONTENTS);
    String heading = "";
    for (String linked : linkedFrom(CONTENTS)) {
      if (!linked.startsWith("docs/") || linked.equals(CONTENTS)) {
        continue;
      }
      String below = headingOf(contents, linked);
      if (!below.equals(heading)) {
        heading = below;
        toc.append("  - caption: ").append(heading).append("\n    entries:\n");
      }
      toc.append("      - file: ").append(inDocs(linked)).append('\n');
      if (linked.endsWith("/README.md")) {
        String folder = linked.replaceFirst("README\\.md$", "");
        List<String> inFolder =
            linkedFrom(linked).stream()
                .filter(page -> page.startsWith(folder) && !page.equals(linked))
                .toList();
        if (!inFolder.isEmpty()) {
          toc.append("        entries:\n");
          inFolder.forEach(
              page -> toc.append("          - file: ").append(inDocs(page)).append('\n'));
        }
      }
    }
    return toc.toString();
  }

  private String headingOf(MarkdownPage contents, String linked) {
    Path folder = project.resolve(CONTENTS).getParent();
    int line =
        contents.links().stream()
            .filter(
                link ->
                    folder
                        .resolve(link.text().replaceFirst("#.*", ""))
                        .normalize()
                        .equals(project.resolve(linked)))
            .mapToInt(Part::line)
            .findFirst()
            .orElseThrow();
    return contents.headings().stream()
        .filter(heading -> heading.line() < line)
        .reduce((first, second) -> second)
        .map(Part::text)
        .orElse("Contents");
  }

  private static String inDocs(String page) {
    return page.replaceFirst("^docs/", "").replaceFirst("\\.md$", "");
  }

  /** README.md and pages that people wrote are short. */
  List<String> longPages(int mostOfReadme, int mostOfPage) {
    return pages.values().stream()
        .filter(page -> !GENERATED.contains(page.path()))
        .filter(
            page -> page.lines().size() > (page.path().equals(README) ? mostOfReadme : mostOfPage))
        .map(page -> "%s has %d lines".formatted(page.path(), page.lines().size()))
        .toList();
  }

  /** No page has a path of the machine that it was written on. */
  List<String> pathsOfMachines() {
    List<String> problems = new ArrayList<>();
    for (MarkdownPage page : pages.values()) {
      for (int line = 1; line <= page.lines().size(); line++) {
        Matcher path = MACHINE_PATH.matcher(page.lines().get(line - 1));
        if (path.find()) {
          problems.add(at(page, new Part(line, "")) + "the path " + path.group());
        }
      }
    }
    return problems;
  }

  /** Returns the pages whose blocks are run, README.md first, then those that the contents have. */
  List<MarkdownPage> inOrder() {
    Set<String> order = new LinkedHashSet<>(List.of(README));
    if (pages.containsKey(CONTENTS)) {
      order.addAll(linkedFrom(CONTENTS));
    }
    order.addAll(pages.keySet());
    return order.stream().filter(pages::containsKey).map(pages::get).collect(Collectors.toList());
  }

  private void forEach(
      Function<MarkdownPage, List<Part>> parts, BiConsumer<MarkdownPage, Part> action) {
    pages.values().forEach(page -> parts.apply(page).forEach(part -> action.accept(page, part)));
  }

  private static String at(MarkdownPage page, Part part) {
    return page.path() + ":" + part.line() + ": ";
  }
}
