package io.sparkrnn.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads reviews from JSON Lines: one object a line, blank lines left out, rows counted by line. */
final class JsonLinesReader implements RowReader {

  /** In bytes; longer lines are bad rows. */
  private static final int LONGEST_LINE = 10 << 20;

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // A key that comes twice has two values; which one was meant, nobody knows.
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build()
          .reader();

  private final String path;
  private final ByteLines lines;
  private final TableSchema schema;
  private final RowMaker maker;
  private List<String> firstColumns = List.of();
  private boolean textSeen;
  private boolean labelSeen;

  /** Takes the stream over and closes it. */
  JsonLinesReader(String path, InputStream in, TableSchema schema, SplitRule rule) {
    this.path = path;
    this.schema = schema;
    lines = new ByteLines(in, LONGEST_LINE);
    maker = new RowMaker(schema, rule);
  }

  @Override
  public Optional<SourceRow> next() throws IOException {
    for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (lines.cutShort()) {
        return Optional.of(
            bad("is longer than %d bytes, expected one review".formatted(LONGEST_LINE)));
      }
      Utf8.Decoded decoded = Utf8.decode(line.get());
      if (decoded instanceof Utf8.Broken broken) {
        return Optional.of(bad(broken.reason()));
      }
      String text = ((Utf8.Text) decoded).text();
      if (!text.isBlank()) {
        return Optional.of(parse(text));
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
      // What goes beyond the parser's own limits, such as a number of 1,001 digits, has no place.
      String place =
          Optional.ofNullable(e.getLocation())
              .map(location -> " at column " + location.getColumnNr())
              .orElse("");
      return bad(
          "is not JSON: %s%s; expected one object a line".formatted(e.getOriginalMessage(), place));
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
    labelSeen |= node.has(schema.label());
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
    return maker.row(path, lines.number(), cell(text), cell(label));
  }

  private static Optional<String> cell(JsonNode node) {
    return node.isNull() || node.isMissingNode() ? Optional.empty() : Optional.of(node.asText());
  }

  private static String kind(JsonNode node) {
    String name = node.getNodeType().name().toLowerCase(Locale.ROOT);
    return name.matches("[aeiou].*") ? "an " + name : "a " + name;
  }

  /** A whole file in one array would give nothing but bad rows; one message says more. */
  private void requireNoArray(String line) {
    if (firstColumns.isEmpty() && line.stripLeading().startsWith("[")) {
      throw new BadDataException(
          "%s begins with a JSON array, expected JSON Lines: one object a line".formatted(path));
    }
  }

  private void requireColumnsSeen() {
    if (!firstColumns.isEmpty() && !(textSeen && labelSeen)) {
      List<String> seen = new ArrayList<>(firstColumns);
      if (textSeen && !seen.contains(schema.text())) {
        seen.add(schema.text());
      }
      if (labelSeen && !seen.contains(schema.label())) {
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
