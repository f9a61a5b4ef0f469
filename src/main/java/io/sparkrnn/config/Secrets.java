package io.sparkrnn.config;

import java.util.regex.Pattern;

/**
 * Keeps secrets out of what is shown, logged and saved. The whole rule: in a URI, the password of
 * {@code scheme://user:password@host}, and the value of every query parameter whose name speaks of
 * a password, secret, token, credential, signature or key, become {@code ***}. A user name alone
 * stays, since {@code abfs://container@account} has its container there. Values of unknown keys are
 * never shown at all.
 */
public final class Secrets {

  private static final Pattern PASSWORD = Pattern.compile("(://[^\\s/?#:@]*):[^\\s/?#]*@");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "([?&][^\\s=&#]*(?:pass|pwd|secret|token|credential|sig|key)[^\\s=&#]*)=[^\\s&#\"]*",
          Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  /** The same text without what must not be seen. */
  public static String hidden(String text) {
    return PARAMETER.matcher(PASSWORD.matcher(text).replaceAll("$1:***@")).replaceAll("$1=***");
  }
}
