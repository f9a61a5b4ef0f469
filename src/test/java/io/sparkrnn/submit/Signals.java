package io.sparkrnn.submit;

import java.io.IOException;

/** Signals to processes, for those that Java cannot send. */
final class Signals {

  private Signals() {}

  static void send(String name, long process) throws IOException, InterruptedException {
    if (!reach(name, process)) {
      throw new AssertionError("kill -" + name + " did not reach " + process);
    }
  }

  /** Sends a signal; false if there is no such process any more. */
  static boolean reach(String name, long process) throws IOException, InterruptedException {
    return new ProcessBuilder("kill", "-" + name, Long.toString(process))
            .inheritIO()
            .start()
            .waitFor()
        == 0;
  }
}
