package io.sparkrnn.submit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The network between a job and a server of HTTP, which can be cut and can lose requests. */
final class FaultyConnection implements AutoCloseable {

  private static final byte[] SLOW_DOWN =
      """
      HTTP/1.1 503 Slow Down\r
      Content-Type: application/xml\r
      Content-Length: 71\r
      Connection: close\r
      \r
      <Error><Code>SlowDown</Code><Message>Please slow down</Message></Error>"""
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket entry;
  private final int server;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

  /** What happens to requests. */
  enum Answer {
    /** None: the connection stands still. */
    NONE,
    /** 503 Slow Down. */
    SLOW_DOWN
  }

  private record Fault(String request, Answer answer, AtomicInteger times, CountDownLatch begun) {}

  private FaultyConnection(ServerSocket entry, int server) {
    this.entry = entry;
    this.server = server;
  }

  static FaultyConnection to(int server) throws IOException {
    ServerSocket entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    FaultyConnection connection = new FaultyConnection(entry, server);
    start(connection::accept);
    return connection;
  }

  int port() {
    return entry.getLocalPort();
  }

  /** Breaks all connections, and each new one, until {@link #mend}. */
  void cut() {
    cut = true;
    open.forEach(FaultyConnection::drop);
  }

  /** Lets everything pass again. */
  void mend() {
    faults.clear();
    cut = false;
  }

  /**
   * Plans what happens to the next requests that begin with a text, such as "PUT /bucket/a".
   *
   * @return reaches zero when it has happened as often as planned
   */
  CountDownLatch plan(String request, Answer answer, int times) {
    CountDownLatch begun = new CountDownLatch(times);
    faults.add(new Fault(request, answer, new AtomicInteger(times), begun));
    return begun;
  }

  /** Waits until a fault has happened. */
  static void await(CountDownLatch begun, Submitted job) throws InterruptedException {
    while (!begun.await(1, TimeUnit.SECONDS)) {
      if (!job.isAlive()) {
        throw new AssertionError("it ended before the request came:\n" + job.err());
      }
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = entry.accept();
      open.add(client);
      if (cut) {
        drop(client);
        continue;
      }
      Socket further = new Socket(InetAddress.getLoopbackAddress(), server);
      open.add(further);
      start(() -> pass(client, further, true));
      start(() -> pass(further, client, false));
    }
  }

  private void pass(Socket from, Socket to, boolean requests) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (requests && isLost(new String(buffer, 0, count, StandardCharsets.ISO_8859_1), from)) {
          return;
        }
        out.write(buffer, 0, count);
        out.flush();
      }
    }
  }

  private boolean isLost(String text, Socket client) throws IOException {
    for (Fault fault : faults) {
      if (text.startsWith(fault.request()) && fault.times().getAndDecrement() > 0) {
        fault.begun().countDown();
        if (fault.answer() == Answer.SLOW_DOWN) {
          client.getOutputStream().write(SLOW_DOWN);
          client.getOutputStream().flush();
        } else {
          // Until the client gives up.
          client.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        return true;
      }
    }
    return false;
  }

  private static void drop(Socket socket) {
    try {
      // With a reset, as of a machine that is gone.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It was closed already.
      return;
    }
  }

  private interface Part {
    void run() throws IOException;
  }

  private static void start(Part part) {
    Thread thread =
        new Thread(
            () -> {
              try {
                part.run();
              } catch (IOException e) {
                // It was cut.
                return;
              }
            },
            "faulty-connection");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    entry.close();
    cut();
  }
}
