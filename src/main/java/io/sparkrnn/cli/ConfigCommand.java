package io.sparkrnn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.config.ResolvedConfig.Entry;
import io.sparkrnn.error.ConfigurationException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code config} subcommand: prints every setting of a job and where it came from. */
@Command(
    name = "config",
    description = "Checks the configuration and shows every setting and where it came from.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn config",
      "  spark-rnn config --conf conf/imdb.conf --set training.epochs=3",
      "  spark-rnn config --conf conf/imdb.conf --json"
    })
public final class ConfigCommand extends JsonCommand implements Runnable {

  /** Maximum width of the value column; a longer value shifts only its own origin. */
  private static final int WIDEST_ALIGNED_VALUE = 48;

  @Mixin private ConfigOptions config;

  @Option(
      names = "--get",
      paramLabel = "KEY",
      description = "Print the value of one setting alone, for scripts; a text without quotes.")
  private Optional<String> key = Optional.empty();

  @Override
  public void run() {
    List<Entry> entries = config.load().entries();
    PrintWriter out = spec().commandLine().getOut();
    if (key.isPresent()) {
      out.println(value(key.get(), entries));
    } else if (json()) {
      out.println(json(entries));
    } else {
      lines(entries).forEach(out::println);
    }
    out.flush();
  }

  private static String value(String key, List<Entry> entries) {
    String value =
        entries.stream()
            .filter(entry -> entry.key().equals(key))
            .findFirst()
            .orElseThrow(
                () -> new ConfigurationException("there is no setting '%s'".formatted(key)))
            .value();
    JsonNode parsed = parse(new ObjectMapper(), value);
    return parsed.isTextual() ? parsed.textValue() : value;
  }

  private static JsonNode parse(ObjectMapper mapper, String value) {
    try {
      return mapper.readTree(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a setting's value is not valid JSON: " + e.getMessage(), e);
    }
  }

  private static List<String> lines(List<Entry> entries) {
    int keyWidth = widest(entries, Entry::key);
    int valueWidth = Math.min(WIDEST_ALIGNED_VALUE, widest(entries, Entry::value));
    String format = "%%-%ds = %%-%ds   # %%s".formatted(keyWidth, valueWidth);
    return entries.stream()
        .map(entry -> format.formatted(entry.key(), entry.value(), entry.origin()))
        .toList();
  }

  private static int widest(List<Entry> entries, Function<Entry, String> column) {
    return entries.stream().map(column).mapToInt(String::length).max().orElse(1);
  }

  private static String json(List<Entry> entries) {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    ObjectNode settings = root.putObject("settings");
    ObjectNode origins = root.putObject("origins");
    for (Entry entry : entries) {
      settings.set(entry.key(), parse(mapper, entry.value()));
      origins.put(entry.key(), entry.origin());
    }
    return root.toString();
  }
}
