package io.sparkrnn.error;

import java.util.regex.Pattern;

/**
 * Redacts secrets in text that is shown, logged or saved. In a URI, the password of {@code
 * scheme://user:password@host}, even one that contains slashes, and the value of every query
 * parameter whose name contains pass, pwd, secret, token, credential, sig or key become {@code
 * ***}. A user name alone stays, since {@code abfs://container@account} has its container there.
 * Values of unknown keys are never shown at all.
 */
public final class SecretRedaction {

  /** Password of a URI; digits and a slash after the colon are a port and not a password. */
  private static final Pattern PASSWORD =
      Pattern.compile("(://[^\\s/?#:@]*):(?:[^\\s/?#]*@|(?!\\d+[/?#])[^\\s@\"']*@)");

  private static final Pattern PARAMETER =
      Pattern.compile(
          "([?&][^\\s=&#]*(?:pass|pwd|secret|token|credential|sig|key)[^\\s=&#]*)=[^\\s&#\"]*",
          Pattern.CASE_INSENSITIVE);

  private SecretRedaction() {}

  /** Returns the text with secrets replaced by asterisks. */
  public static String hidden(String text) {
    return PARAMETER.matcher(PASSWORD.matcher(text).replaceAll("$1:***@")).replaceAll("$1=***");
  }
}
