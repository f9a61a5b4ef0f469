package io.sparkrnn.data.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.file.ByteLines;
import io.sparkrnn.data.file.Utf8;
import io.sparkrnn.data.table.RowReader;
import io.sparkrnn.data.table.TextTables;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads reviews from JSON Lines: one object per line. Blank lines are skipped; the number of a row
 * is that of its line.
 */
final class JsonLinesReviewReader implements RowReader {

  /** Maximum length of a line, in bytes; longer lines are bad rows. */
  private static final int LONGEST_LINE = 10 << 20;

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Reject duplicate keys: it is unknown which of the values is meant.
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .reader();

  private final String path;
  private final ByteLines lines;
  private final Map<String, Optional<String>> partition;
  private final TableSchema schema;
  private final String splitColumn;
  private final ReviewParser maker;
  private List<String> firstColumns = List.of();
  private boolean textSeen;
  private boolean labelSeen;

  /** Creates a reader that owns {@code in} and closes it. */
  JsonLinesReviewReader(
      String path,
      InputStream in,
      Map<String, Optional<String>> partition,
      TableSchema schema,
      SplitRule rule) {
    this.path = path;
    this.partition = partition;
    this.schema = schema;
    splitColumn = rule.column().orElse("");
    lines = new ByteLines(in, LONGEST_LINE);
    maker = new ReviewParser(schema, rule);
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (lines.truncated()) {
        return Optional.of(
            bad("is longer than %d bytes, expected one review".formatted(LONGEST_LINE)));
      }
      Utf8.Decoded decoded = Utf8.decode(line.get());
      if (decoded.fault().isPresent()) {
        return Optional.of(bad(decoded.fault().get()));
      }
      if (!decoded.text().isBlank()) {
        return Optional.of(parse(decoded.text()));
      }
    }
    requireColumnsSeen();
    return Optional.empty();
  }

  private SourceRow parse(String line) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      requireNoArray(line);
      // The exception has no location if a limit of the parser, such as 1,000 digits, is exceeded.
      String column =
          Optional.ofNullable(e.getLocation())
              .map(location -> " at column " + location.getColumnNr())
              .orElse("");
      return bad(
          "is not JSON: %s%s; expected one object a line"
              .formatted(e.getOriginalMessage(), column));
    }
    if (!node.isObject()) {
      requireNoArray(line);
      return bad("is %s, expected a JSON object".formatted(kind(node)));
    }
    if (firstColumns.isEmpty()) {
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      firstColumns = names;
    }
    textSeen |= node.has(schema.text());
    labelSeen |= node.has(schema.label()) || partition.containsKey(schema.label());
    JsonNode text = node.path(schema.text());
    JsonNode label = node.path(schema.label());
    if (!text.isTextual() && !text.isNull() && !text.isMissingNode()) {
      return bad("column '%s' is %s, expected a string".formatted(schema.text(), kind(text)));
    }
    if (label.isContainerNode()) {
      return bad(
          "column '%s' is %s, %s"
              .formatted(schema.label(), kind(label), schema.labels().expectation()));
    }
    return maker.row(
        path,
        lines.number(),
        cell(text),
        cell(node, schema.label()),
        splitColumn.isEmpty() ? Optional.empty() : cell(node, splitColumn));
  }

  /** Returns a value of the object, or of the partition if the object does not have it. */
  private Optional<String> cell(JsonNode node, String column) {
    return node.has(column)
        ? cell(node.path(column))
        : partition.getOrDefault(column, Optional.empty());
  }

  private static Optional<String> cell(JsonNode node) {
    return node.isNull() || node.isMissingNode() ? Optional.empty() : Optional.of(node.asText());
  }

  private static String kind(JsonNode node) {
    String name = node.getNodeType().name().toLowerCase(Locale.ROOT);
    return name.matches("[aeiou].*") ? "an " + name : "a " + name;
  }

  /** Fails on a file that is one JSON array: one message is clearer than a bad row per line. */
  private void requireNoArray(String line) {
    if (firstColumns.isEmpty() && line.stripLeading().startsWith("[")) {
      throw new BadDataException(
          "%s begins with a JSON array, expected JSON Lines: one object a line".formatted(path));
    }
  }

  private void requireColumnsSeen() {
    if (!firstColumns.isEmpty() && !(textSeen && labelSeen)) {
      Set<String> seen = new LinkedHashSet<>(firstColumns);
      if (textSeen) {
        seen.add(schema.text());
      }
      if (labelSeen) {
        seen.add(schema.label());
      }
      schema.requireColumns(seen, path);
    }
  }

  private BadRow bad(String reason) {
    return new BadRow(path, lines.number(), reason);
  }

  @Override
  public BadDataException broken(IOException cause) {
    return TextTables.broken(path, lines.number(), cause);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
