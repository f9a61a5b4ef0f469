package io.sparkrnn.submit;

import java.io.IOException;

/** Signals to processes, for those that Java cannot send. */
final class Signals {

  private Signals() {}

  static void send(String name, long process) throws IOException, InterruptedException {
    int sent =
        new ProcessBuilder("kill", "-" + name, Long.toString(process))
            .inheritIO()
            .start()
            .waitFor();
    if (sent != 0) {
      throw new AssertionError("kill -" + name + " gave " + sent);
    }
  }
}
