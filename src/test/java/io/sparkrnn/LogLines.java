package io.sparkrnn;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What a class logs, until it is closed. */
public final class LogLines implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> traces = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final Listener listener = new Listener();

  private LogLines(Logger logger) {
    this.logger = logger;
  }

  /** From now on. */
  public static LogLines of(Class<?> logging) {
    return of(logging.getName());
  }

  /** From now on, of a class that tests of other packages do not see. */
  public static LogLines of(String logging) {
    LogLines log = new LogLines((Logger) LogManager.getLogger(logging));
    log.listener.start();
    log.logger.addAppender(log.listener);
    return log;
  }

  /** Each as {@code LEVEL message}. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** The messages of those with a stack trace, attached or in the message. */
  public List<String> stackTraces() {
    return List.copyOf(traces);
  }

  /** Forgets those so far. */
  public void clear() {
    lines.clear();
    traces.clear();
  }

  @Override
  public void close() {
    logger.removeAppender(listener);
  }

  private final class Listener extends AbstractAppender {

    Listener() {
      super("lines", null, null, false, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      String message = event.getMessage().getFormattedMessage();
      lines.add(event.getLevel() + " " + message);
      if (event.getThrown() != null || message.contains("\tat ")) {
        traces.add(message);
      }
    }
  }
}
