package io.sparkrnn.cli.shared;

import io.sparkrnn.error.JobException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Filter of the driver's log that drops what Spark writes, with stack traces, of a task that failed
 * with a {@link JobException}, or that read a file for its schema, since the message with which the
 * job ends is all that the user needs. Of a task that Spark tries again it leaves one line. Lines
 * of other failures pass, and the logs of executors in processes of their own are not filtered.
 */
final class TaskFailureFilter extends AbstractFilter {

  private static final Logger LOG = LoggerFactory.getLogger(TaskFailureFilter.class);

  /** A {@link JobException} in the text of a line; its class is in a package of its own. */
  private static final Pattern EXPLAINED =
      Pattern.compile(Pattern.quote(JobException.class.getPackageName()) + "\\.\\w+Exception\\b");

  /** A class of Spark that reads files for their schema, whose callers explain its failures. */
  private static final Pattern SCHEMA =
      Pattern.compile(
          "\\borg\\.apache\\.spark\\.sql\\.(catalyst|execution\\.datasources)"
              + "\\.(csv|json)\\.\\w*(InferSchema|DataSource)\\b");

  /** A line of {@link #EXPLAINED} that Spark follows up with one that does not name the cause. */
  private static final Pattern FIRST =
      Pattern.compile(
          "^(?:Lost task (?<task>\\d+)\\.(?<attempt>\\d+) in (?<stage>stage \\S+)|Putting block (?<block>\\S+)) ");

  private static final Pattern SECOND =
      Pattern.compile(
          "^(Task \\d+ in stage \\S+ (?=failed )|Block \\S+ (?=could not be removed ))");

  private static final Pattern LOCAL =
      Pattern.compile("local(?:\\[[^,\\]]*(?:,\\s*(\\d+)\\s*)?\\])?");

  private final IntSupplier attempts;

  /** Beginnings of the lines that are still to follow. */
  private final Set<String> expected = ConcurrentHashMap.newKeySet();

  TaskFailureFilter() {
    this(TaskFailureFilter::attemptsOfSpark);
  }

  /** Creates a filter for a given number of attempts of each task. */
  TaskFailureFilter(IntSupplier attempts) {
    this.attempts = attempts;
  }

  @Override
  public Result filter(LogEvent event) {
    String message = event.getMessage().getFormattedMessage();
    if (isExplained(event.getThrown())
        || EXPLAINED.matcher(message).find()
        || FIRST.matcher(message).find() && SCHEMA.matcher(message).find()) {
      expectSecond(message);
      return Result.DENY;
    }
    Matcher second = SECOND.matcher(message);
    return second.find() && expected.remove(second.group()) ? Result.DENY : Result.NEUTRAL;
  }

  private static boolean isExplained(Throwable thrown) {
    return thrown != null && (ExitCode.explained(thrown).isPresent() || isOfSchema(thrown));
  }

  private static boolean isOfSchema(Throwable thrown) {
    return Arrays.stream(thrown.getStackTrace())
        .anyMatch(frame -> SCHEMA.matcher(frame.getClassName().replace('$', ' ')).find());
  }

  private void expectSecond(String message) {
    Matcher first = FIRST.matcher(message);
    if (!first.find()) {
      return;
    }
    if (first.group("block") != null) {
      expected.add("Block %s ".formatted(first.group("block")));
      return;
    }
    // Also of a first attempt: Spark logs the same failure of a later one as information.
    expected.add("Task %s in %s ".formatted(first.group("task"), first.group("stage")));
    if (Integer.parseInt(first.group("attempt")) + 1 < attempts.getAsInt()) {
      LOG.warn("{}", message.lines().findFirst().orElseThrow());
    }
  }

  /** Number of attempts that Spark gives a task: with a local master one, unless it says more. */
  private static int attemptsOfSpark() {
    SparkConf conf = SparkEnv.get() == null ? new SparkConf(false) : SparkEnv.get().conf();
    String master = conf.get("spark.master", "");
    Matcher local = LOCAL.matcher(master);
    if (!local.matches()) {
      return conf.getInt("spark.task.maxFailures", 4);
    }
    return local.group(1) == null ? 1 : Integer.parseInt(local.group(1));
  }
}
