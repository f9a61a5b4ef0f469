package io.sparkrnn.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Script of the page over all runs: a click on the head of a column sorts its table by it. */
final class SortScript {

  static final String TEXT = StyleSheets.read("sort.js");

  private SortScript() {}

  /** Returns the source by which a content security policy allows this script and no other. */
  static String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(MarkupWriter.content(TEXT).getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
