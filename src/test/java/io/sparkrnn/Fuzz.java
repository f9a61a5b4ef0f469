package io.sparkrnn;

import com.sun.management.ThreadMXBean;
import io.sparkrnn.error.JobException;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a reader many damaged inputs. Each must be read, or refused in the reader's own words, and
 * with little memory. {@code -Dfuzz.cases=N} sets how many there are.
 */
public final class Fuzz {

  private static final Logger LOG = LoggerFactory.getLogger(Fuzz.class);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int LONGEST_MESSAGE = 20_000;

  private Fuzz() {}

  /** Makes the input of a case. */
  @FunctionalInterface
  public interface Source<T> {
    T next(Mutations mutations) throws Exception;
  }

  /** Reads an input to its end. */
  @FunctionalInterface
  public interface Reader<T> {
    void read(T input) throws Exception;
  }

  /** How many inputs were read and refused, and the most memory that one took. */
  public record Tally(int read, int refused, long largest) {}

  public static int cases(int otherwise) {
    return Integer.getInteger("fuzz.cases", otherwise);
  }

  /** Fuzzes a reader that refuses with {@link JobException}. */
  public static <T> Tally run(
      String name, int cases, long bound, Source<T> source, Reader<T> reader) {
    return run(name, cases, bound, source, reader, JobException.class);
  }

  /**
   * Fuzzes a reader.
   *
   * @param bound in bytes, of what a case may allocate
   * @param refusal what the reader throws
   */
  public static <T> Tally run(
      String name,
      int cases,
      long bound,
      Source<T> source,
      Reader<T> reader,
      Class<? extends Exception> refusal) {
    int read = 0;
    int refused = 0;
    long largest = 0;
    for (int i = 0; i < cases; i++) {
      T input = made(source, i);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try {
        reader.read(input);
        read++;
      } catch (Throwable e) {
        if (!refusal.isInstance(e)) {
          throw failure(name, i, input, "ends in " + e, e);
        }
        String message = String.valueOf(e.getMessage());
        if (message.isBlank()
            || message.equals("null")
            || message.contains("\tat ")
            || message.length() > LONGEST_MESSAGE) {
          throw failure(name, i, input, "explains nothing: " + message, e);
        }
        refused++;
      }
      long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (taken > bound) {
        throw failure(name, i, input, "takes " + taken + " bytes", null);
      }
      largest = Math.max(largest, taken);
    }
    LOG.info(
        "{}: {} cases, {} read, {} refused, at most {} KB each",
        name,
        cases,
        read,
        refused,
        largest >> 10);
    return new Tally(read, refused, largest);
  }

  private static <T> T made(Source<T> source, int number) {
    try {
      return source.next(new Mutations(number));
    } catch (Exception e) {
      throw new AssertionError("case " + number + " cannot be made", e);
    }
  }

  private static AssertionError failure(
      String name, int number, Object input, String what, Throwable cause) {
    String shown =
        input instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : input.toString();
    return new AssertionError(
        "%s, case %d, %s; the input: %s"
            .formatted(
                name, number, what, shown.length() < 4_000 ? shown : shown.substring(0, 4_000)),
        cause);
  }
}
