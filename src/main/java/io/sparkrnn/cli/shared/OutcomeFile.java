package io.sparkrnn.cli.shared;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.MessageText;
import io.sparkrnn.store.SingleFile;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * File in which a command leaves how it ended, for whoever started it on another machine. The
 * {@code spark-submit} of a driver in a cluster passes on neither the driver's exit code nor its
 * output.
 */
public final class OutcomeFile {

  /** Option that names the file. */
  static final String OPTION = "--outcome";

  private static final Logger LOG = LoggerFactory.getLogger(OutcomeFile.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private OutcomeFile() {}

  /**
   * How a command ended.
   *
   * @param result the object that it printed with {@code --json}; a JSON null if it printed none
   */
  public record Outcome(int exitCode, JsonNode result) {}

  /** Returns the file that a command line names, even if its other arguments are wrong. */
  public static Optional<String> named(String[] args) {
    List<String> words = Arrays.asList(args);
    int option = words.indexOf(OPTION);
    if (option >= 0 && option + 1 < words.size()) {
      return Optional.of(words.get(option + 1));
    }
    return words.stream()
        .filter(word -> word.startsWith(OPTION + "="))
        .map(word -> word.substring(OPTION.length() + 1))
        .findFirst();
  }

  /**
   * Writes a file. A failure is logged: it does not change how the command ended.
   *
   * @param lastLine last line that the command printed
   */
  public static void write(String file, int exitCode, String lastLine) {
    ObjectNode content = JSON.createObjectNode().put("exit_code", exitCode);
    content.set("result", resultIn(lastLine));
    try {
      SingleFile.write(file, content + "\n", ConfigLoader.hadoopOfProcess());
    } catch (RuntimeException e) {
      LOG.error("the outcome cannot be written to {}: {}", file, MessageText.reason(e));
    }
  }

  private static JsonNode resultIn(String line) {
    try {
      JsonNode parsed = JSON.readTree(line);
      return parsed.isObject() ? parsed : NullNode.getInstance();
    } catch (JsonProcessingException e) {
      return NullNode.getInstance();
    }
  }

  /**
   * Reads a file.
   *
   * @throws BadDataException if it does not exist, or is none that {@link #write} wrote
   */
  public static Outcome read(String file, Configuration hadoop) {
    String text = new String(SingleFile.read(file, hadoop), StandardCharsets.UTF_8);
    try {
      JsonNode content = JSON.readTree(text);
      if (content.path("exit_code").isInt()) {
        return new Outcome(content.get("exit_code").intValue(), content.path("result"));
      }
    } catch (JsonProcessingException e) {
      throw new BadDataException("%s is not JSON, expected an outcome".formatted(file), e);
    }
    throw new BadDataException("%s has no exit_code, expected an outcome".formatted(file));
  }

  /** Stream that remembers the last line written to it. */
  public static final class LastLine extends FilterOutputStream {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean ended;

    /** Creates a stream that passes everything on. */
    public LastLine(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      remember(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      // In one piece: the stream behind is standard output, which has no buffer.
      out.write(bytes, offset, length);
      for (int i = offset; i < offset + length; i++) {
        remember(bytes[i]);
      }
    }

    private void remember(int value) {
      if (ended) {
        line.reset();
      }
      ended = value == '\n';
      line.write(value);
    }

    /** Returns the last line, which need not have ended. */
    public String text() {
      return line.toString(StandardCharsets.UTF_8).strip();
    }
  }
}
