package io.sparkrnn.data.review;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes small archives in the form of the Large Movie Review Dataset. */
final class Archives {

  private Archives() {}

  /** Two reviews of each kind, some with markup and characters that must survive. */
  static Map<String, byte[]> reviews() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    put(entries, "aclImdb/README", "about");
    put(entries, "aclImdb/train/unsup/0_0.txt", "unlabelled");
    put(entries, "aclImdb/train/urls_pos.txt", "http://example.org");
    put(entries, "aclImdb/train/pos/0_9.txt", "A fine film.<br /><br />Très bien\u0085 really");
    put(entries, "aclImdb/train/pos/1_7.txt", "Good \uD83C\uDFAC");
    put(entries, "aclImdb/train/neg/0_1.txt", "Bad.");
    put(entries, "aclImdb/train/neg/1_4.txt", "Not good.");
    put(entries, "aclImdb/test/pos/0_10.txt", "Great.");
    put(entries, "aclImdb/test/pos/._0_10.txt", "left by a Mac");
    put(entries, "aclImdb/test/neg/0_2.txt", "Awful.");
    return entries;
  }

  static void put(Map<String, byte[]> entries, String name, String text) {
    entries.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] tar(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        TarArchiveEntry head = new TarArchiveEntry(entry.getKey());
        byte[] content = head.isDirectory() ? new byte[0] : entry.getValue();
        head.setSize(content.length);
        tar.putArchiveEntry(head);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
