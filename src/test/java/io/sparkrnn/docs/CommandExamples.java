package io.sparkrnn.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Checks command lines of the documentation against the command line's model. */
final class CommandExamples {

  private static final String CLUSTER = "cluster.sh";

  /** Scripts that start the job, and the subcommand that they run if none is named. */
  private static final Map<String, String> SCRIPTS =
      Map.of("train.sh", "train", CLUSTER, "train", "spark-rnn", "", "bench.sh", "bench");

  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=.*");

  private final CommandLine root;
  private final Settings settings;
  private final Path project;

  CommandExamples(CommandLine root, Settings settings, Path project) {
    this.root = root;
    this.settings = settings;
    this.project = project;
  }

  /** Returns what is wrong with the commands of a script; empty if nothing is. */
  List<String> problems(String script) {
    List<String> problems = new ArrayList<>();
    ShellWords.commands(script).forEach(words -> job(words).ifPresent(job -> check(job, problems)));
    return problems;
  }

  /** Returns the subcommands that a script runs, with their parents' names. */
  List<String> subcommands(String script) {
    return ShellWords.commands(script).stream()
        .map(this::job)
        .flatMap(Optional::stream)
        .map(job -> name(job.command))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** A subcommand and its arguments. */
  private record Job(CommandLine command, List<String> arguments) {}

  private Optional<Job> job(List<String> words) {
    int at = 0;
    while (at < words.size() && ASSIGNMENT.matcher(words.get(at)).matches()) {
      at++;
    }
    if (at == words.size()) {
      return Optional.empty();
    }
    String script = words.get(at).replaceFirst(".*/", "");
    if (!SCRIPTS.containsKey(script)) {
      return Optional.empty();
    }
    List<String> arguments = words.subList(at + 1, words.size());
    if (arguments.contains("--kernels")) {
      // bench.sh then runs benchmarks that are no subcommand.
      return Optional.empty();
    }
    int end = arguments.indexOf("--");
    if (end > 0 && (arguments.get(0).startsWith("-") || script.equals(CLUSTER))) {
      // Before it are options of spark-submit.
      arguments = arguments.subList(end + 1, arguments.size());
    } else if (script.equals(CLUSTER)) {
      // The kind of the cluster and its master come first.
      int start = 0;
      while (start < arguments.size() && !root.getSubcommands().containsKey(arguments.get(start))) {
        start++;
      }
      if (start == arguments.size()) {
        return Optional.empty();
      }
      arguments = arguments.subList(start, arguments.size());
    }
    CommandLine command = root;
    while (!arguments.isEmpty() && command.getSubcommands().containsKey(arguments.get(0))) {
      command = command.getSubcommands().get(arguments.get(0));
      arguments = arguments.subList(1, arguments.size());
    }
    String otherwise = SCRIPTS.get(script);
    if (command == root && !otherwise.isEmpty()) {
      command = root.getSubcommands().get(otherwise);
    }
    return Optional.of(new Job(command, arguments));
  }

  private void check(Job job, List<String> problems) {
    Map<String, OptionSpec> known = job.command.getCommandSpec().optionsMap();
    List<String> arguments = job.arguments;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("-") || argument.equals("-") || argument.equals("--")) {
        continue;
      }
      String name = argument.replaceFirst("=.*", "");
      OptionSpec option = known.get(name);
      if (option == null) {
        problems.add("'%s' has no option %s".formatted(name(job.command), name));
        continue;
      }
      String value = argument.contains("=") ? argument.substring(name.length() + 1) : "";
      if (value.isEmpty() && option.arity().min() > 0 && i + 1 < arguments.size()) {
        value = arguments.get(++i);
      }
      if (name.equals("--set")) {
        settings.problem(value.replaceFirst("\\+?=.*", "")).ifPresent(problems::add);
      } else if (name.equals("--conf")) {
        confFile(value).ifPresent(problems::add);
      }
    }
  }

  /** A file of the folder conf exists; others may be the reader's own. */
  private Optional<String> confFile(String file) {
    return file.startsWith("conf/") && !Files.exists(project.resolve(file))
        ? Optional.of("there is no file " + file)
        : Optional.empty();
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName(" ").replaceFirst("^spark-rnn ?", "");
  }

  /** The settings that exist. */
  record Settings(Set<String> keys, Set<String> objects) {

    /** What comes behind a dot in the name of a file, and so is no key. */
    private static final Set<String> EXTENSIONS =
        Set.of(
            "avro", "conf", "csv", "env", "gz", "h5", "html", "ipynb", "jar", "java", "json",
            "jsonl", "keras", "log", "md", "npz", "onnx", "orc", "parquet", "png", "py", "sh",
            "svg", "tsv", "txt", "yaml", "yml", "zip");

    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| `(.*?)` \\|.*");

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+");

    /** Reads the settings of the generated page, which has them all. */
    static Settings of(MarkdownPage page) {
      Set<String> keys = new TreeSet<>();
      Set<String> objects = new TreeSet<>();
      for (String line : page.lines()) {
        Matcher matcher = ROW.matcher(line);
        if (matcher.matches()) {
          keys.add(matcher.group(1));
          if (matcher.group(2).startsWith("{")) {
            objects.add(matcher.group(1));
          }
        }
      }
      return new Settings(keys, objects);
    }

    /** Returns what is wrong with a key that is set; empty if it exists. */
    Optional<String> problem(String key) {
      return key.startsWith("$")
              || keys.contains(key)
              || objects.stream().anyMatch(object -> key.startsWith(object + "."))
          ? Optional.empty()
          : Optional.of("there is no setting " + key);
    }

    /** Returns what is wrong with a word in a sentence, which may name a key or a section. */
    Optional<String> problemOfWord(String word) {
      if (word.startsWith("…-") || word.startsWith("...-")) {
        return Optional.of("write the whole key in place of " + word);
      }
      String key = word.replaceFirst("\\s*\\+?=.*", "");
      if (!KEY.matcher(key).matches()
          || EXTENSIONS.contains(key.substring(key.lastIndexOf('.') + 1))
          || keys.stream()
              .noneMatch(
                  one -> one.startsWith(key.replaceFirst("\\..*", ".")) || one.equals(key))) {
        return Optional.empty();
      }
      boolean isSection = keys.stream().anyMatch(one -> one.startsWith(key + "."));
      return isSection ? Optional.empty() : problem(key);
    }
  }
}
