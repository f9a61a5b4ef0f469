package io.sparkrnn.error;

import java.util.regex.Pattern;

/**
 * Keeps secrets out of what is shown, logged and saved. The whole rule: in a URI, the password of
 * {@code scheme://user:password@host}, even one that holds slashes, and the value of every query
 * parameter whose name speaks of a password, secret, token, credential, signature or key, become
 * {@code ***}. A user name alone stays, since {@code abfs://container@account} has its container
 * there. Values of unknown keys are never shown at all.
 */
public final class Secrets {

  /** What follows the colon is a port, and the rest a path, where it is digits and a slash. */
  private static final Pattern PASSWORD =
      Pattern.compile("(://[^\\s/?#:@]*):(?:[^\\s/?#]*@|(?!\\d+[/?#])[^\\s@\"']*@)");

  private static final Pattern PARAMETER =
      Pattern.compile(
          "([?&][^\\s=&#]*(?:pass|pwd|secret|token|credential|sig|key)[^\\s=&#]*)=[^\\s&#\"]*",
          Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  /** The text with asterisks in the place of secrets. */
  public static String hidden(String text) {
    return PARAMETER.matcher(PASSWORD.matcher(text).replaceAll("$1:***@")).replaceAll("$1=***");
  }
}
