package io.sparkrnn.error;

import java.util.regex.Pattern;

/** Text that messages quote from input or from other programs, which may be of any length. */
public final class MessageText {

  /**
   * Form of the AWS SDK's messages: the class, its message and an account of the request, which S3A
   * repeats.
   */
  private static final Pattern AWS =
      Pattern.compile(
          ".*?com\\.amazonaws\\.[\\w.]+: (.*?) \\(Service: [^;]*; Status Code: (\\d+); Error Code: ([^;]+);.*");

  private MessageText() {}

  /** Returns the text; if it is longer than {@code longest}, that many characters and "...". */
  public static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "...";
  }

  /**
   * Returns the first line of a failure's message, or its class name if it has no message. Messages
   * of Spark and of HDFS's name node go on with a stack trace.
   */
  public static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : AWS.matcher(message.strip().lines().findFirst().orElseThrow())
            .replaceFirst("$1 (HTTP $2, $3)");
  }
}
