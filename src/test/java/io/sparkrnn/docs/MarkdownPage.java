package io.sparkrnn.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation: its headings, links, pieces of code and fenced blocks. */
final class MarkdownPage {

  private static final Pattern FENCE = Pattern.compile("^( *)(`{3,}|~{3,})\\s*([\\w-]*).*$");
  private static final Pattern NOT_RUN = Pattern.compile("^\\s*<!-- not run: (.*\\S) -->\\s*$");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*?)(?: +#+)?\\s*$");
  private static final Pattern HTML_ANCHOR = Pattern.compile("<a +(?:name|id)=\"([^\"]+)\"");
  private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
  private static final Pattern CODE =
      Pattern.compile("(`+)(?!`)(.+?)(?<!`)\\1(?!`)", Pattern.DOTALL);
  private static final Pattern IMAGE =
      Pattern.compile("!\\[[^\\]]*\\]\\(\\s*([^)\\s]+)[^)]*\\)|<img [^>]*src=\"([^\"]+)\"");
  private static final Pattern LINK =
      Pattern.compile(
          "\\[[^\\[\\]]*\\]\\(\\s*([^)\\s]+)[^)]*\\)|<a [^>]*href=\"([^\"]+)\"|(?m:^\\[[^\\]]+\\]: +(\\S+))");

  private final String path;
  private final List<String> lines;
  private final List<CodeBlock> blocks = new ArrayList<>();
  private final Set<String> anchors = new LinkedHashSet<>();
  private final List<Part> headings = new ArrayList<>();
  private final List<Part> code = new ArrayList<>();
  private final List<Part> links = new ArrayList<>();

  /** A piece of a page, and the line that it begins on, from 1. */
  record Part(int line, String text) {}

  private MarkdownPage(String path, String text) {
    this.path = path;
    lines = text.lines().toList();
    String prose = COMMENT.matcher(withoutBlocks()).replaceAll(MarkdownPage::blanked);
    readAnchors(prose);
    StringBuilder rest = new StringBuilder(prose);
    Matcher pieces = CODE.matcher(prose);
    while (pieces.find()) {
      if (pieces.group().contains("\n\n")) {
        continue;
      }
      code.add(part(prose, pieces.start(), pieces.group(2).replaceAll("\\s+", " ").strip()));
      rest.replace(pieces.start(), pieces.end(), blank(pieces.group()));
    }
    String plain = rest.toString();
    addLinks(IMAGE.matcher(plain), plain);
    String noImages = IMAGE.matcher(plain).replaceAll(MarkdownPage::blanked);
    addLinks(LINK.matcher(noImages), noImages);
  }

  /**
   * Parses a page.
   *
   * @param path its path in the project, with slashes
   */
  static MarkdownPage of(String path, String text) {
    return new MarkdownPage(path, text);
  }

  /** Reads a page of a project. */
  static MarkdownPage read(Path project, String path) {
    try {
      return of(path, Files.readString(project.resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String path() {
    return path;
  }

  List<String> lines() {
    return lines;
  }

  /** Returns all fenced blocks. */
  List<CodeBlock> blocks() {
    return blocks;
  }

  /** Returns the anchors of the headings, as GitHub makes them. */
  Set<String> anchors() {
    return anchors;
  }

  /** Returns the headings of all levels. */
  List<Part> headings() {
    return headings;
  }

  /** Returns what stands in backticks within sentences. */
  List<Part> code() {
    return code;
  }

  /** Returns the targets of links and images. */
  List<Part> links() {
    return links;
  }

  private String withoutBlocks() {
    StringBuilder prose = new StringBuilder();
    int at = 0;
    while (at < lines.size()) {
      Matcher fence = FENCE.matcher(lines.get(at));
      if (!fence.matches()) {
        prose.append(lines.get(at++)).append('\n');
        continue;
      }
      int start = at++;
      String indentation = fence.group(1);
      List<String> content = new ArrayList<>();
      while (at < lines.size() && !lines.get(at).strip().equals(fence.group(2))) {
        String line = lines.get(at++);
        content.add(line.startsWith(indentation) ? line.substring(indentation.length()) : line);
      }
      at++;
      blocks.add(new CodeBlock(start + 1, fence.group(3), content, notRun(start)));
      prose.append("\n".repeat(Math.min(at, lines.size()) - start));
    }
    return prose.toString();
  }

  private Optional<String> notRun(int fence) {
    int before = fence - 1;
    while (before >= 0 && lines.get(before).isBlank()) {
      before--;
    }
    if (before < 0) {
      return Optional.empty();
    }
    Matcher comment = NOT_RUN.matcher(lines.get(before));
    return comment.matches() ? Optional.of(comment.group(1)) : Optional.empty();
  }

  private void readAnchors(String prose) {
    Map<String, Integer> seen = new HashMap<>();
    List<String> all = prose.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      Matcher heading = HEADING.matcher(all.get(i));
      if (heading.matches()) {
        headings.add(new Part(i + 1, heading.group(1)));
        String anchor = anchor(heading.group(1));
        int earlier = seen.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(earlier == 0 ? anchor : anchor + "-" + earlier);
      }
    }
    Matcher html = HTML_ANCHOR.matcher(prose);
    while (html.find()) {
      anchors.add(html.group(1));
    }
  }

  /** Returns the anchor of a heading: lower case, without punctuation, hyphens for spaces. */
  static String anchor(String heading) {
    return heading
        .replaceAll("!?\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .replaceAll("[*`]", "")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{M}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  private void addLinks(Matcher matcher, String text) {
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          links.add(part(text, matcher.start(), matcher.group(group)));
        }
      }
    }
  }

  private static Part part(String text, int at, String content) {
    int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    return new Part(line, content);
  }

  private static String blanked(MatchResult found) {
    return blank(found.group());
  }

  private static String blank(String text) {
    return text.replaceAll("[^\n]", " ");
  }
}
