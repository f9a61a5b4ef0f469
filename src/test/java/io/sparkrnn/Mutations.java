package io.sparkrnn;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Damages inputs in the ways in which files are damaged or forged; the same ones for a seed. */
public final class Mutations {

  /** Numbers that readers count with, and marks that they look for. */
  private static final byte[][] MAGIC = {
    {0, 0, 0, 0},
    {-1, -1, -1, -1},
    {127, -1, -1, -1},
    {-1, -1, -1, 127},
    {-128, 0, 0, 0},
    {0, 0, 0, -128},
    {0, 0, 0, 64},
    {64, 0, 0, 0, 0, 0, 0, 0},
    ascii("77777777777"),
    ascii("2147483647"),
    ascii("99999999999999999999"),
    ascii("-1"),
    ascii("../../../etc/passwd"),
    {'P', 'K', 3, 4},
    {'P', 'K', 5, 6},
    {0x1f, (byte) 0x8b},
    {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
    {(byte) 0xff, (byte) 0xfe},
    ascii("\""),
    ascii("\n"),
  };

  private final Random random;

  public Mutations(long seed) {
    random = new Random(seed);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** True in so many of a hundred calls. */
  public boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** A copy with one to six changes. */
  public byte[] bytes(byte[] original) {
    byte[] changed = original.clone();
    for (int left = 1 + random.nextInt(6); left > 0; left--) {
      changed = once(changed);
    }
    return changed;
  }

  private byte[] once(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int length = Math.min(1 + random.nextInt(64), bytes.length - at);
    byte[] part = Arrays.copyOfRange(bytes, at, at + length);
    switch (random.nextInt(9)) {
      case 0, 1 -> {
        return flipped(bytes);
      }
      case 2 -> {
        return chance(20) ? Arrays.copyOf(bytes, at) : spliced(bytes, at, length, new byte[0]);
      }
      case 3 -> {
        return spliced(bytes, at, 0, repeated(part, 1 + random.nextInt(chance(10) ? 500 : 3)));
      }
      case 4 -> {
        return spliced(bytes, random.nextInt(bytes.length + 1), 0, part);
      }
      case 5, 6 -> {
        byte[] magic = MAGIC[random.nextInt(MAGIC.length)];
        return spliced(bytes, at, Math.min(magic.length, bytes.length - at), magic);
      }
      case 7 -> {
        return spliced(bytes, at, 0, MAGIC[random.nextInt(MAGIC.length)]);
      }
      default -> {
        random.nextBytes(part);
        return spliced(bytes, at, length, part);
      }
    }
  }

  private byte[] flipped(byte[] bytes) {
    byte[] flipped = bytes.clone();
    if (flipped.length > 0) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private static byte[] repeated(byte[] part, int times) {
    byte[] repeated = new byte[part.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(part, 0, repeated, i * part.length, part.length);
    }
    return repeated;
  }

  private static byte[] spliced(byte[] bytes, int at, int dropped, byte[] put) {
    byte[] result = Arrays.copyOf(bytes, bytes.length - dropped + put.length);
    System.arraycopy(put, 0, result, at, put.length);
    System.arraycopy(bytes, at + dropped, result, at + put.length, bytes.length - at - dropped);
    return result;
  }

  /**
   * A text with one to six of its words changed for others, repeated, left out or nested.
   *
   * @param tokens what may be put in beside the text's own words
   */
  public String text(String original, List<String> tokens) {
    List<String> words = new ArrayList<>(List.of(original.split("(?<=\\W)|(?=\\W)")));
    for (int left = 1 + random.nextInt(6); left > 0 && !words.isEmpty(); left--) {
      int at = random.nextInt(words.size());
      String other = words.get(random.nextInt(words.size()));
      String token = tokens.get(random.nextInt(tokens.size()));
      switch (random.nextInt(6)) {
        case 0 -> words.set(at, token);
        case 1 -> words.add(at, token);
        case 2 -> words.set(at, other);
        case 3 -> words.remove(at);
        case 4 -> words.add(at, words.get(at).repeat(1 + random.nextInt(chance(10) ? 3_000 : 3)));
        default -> words.add(at, token.repeat(1 + random.nextInt(chance(10) ? 3_000 : 3)));
      }
    }
    return String.join("", words);
  }

  /** Named parts of which some are changed, left out, renamed or put last. */
  public Map<String, byte[]> parts(Map<String, byte[]> original) {
    Map<String, byte[]> parts = new LinkedHashMap<>(original);
    List<String> names = List.copyOf(original.keySet());
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(12)) {
      case 0 -> parts.remove(name);
      case 1 -> parts.put(name, parts.remove(name));
      case 2 -> {
        byte[] renamed = bytes(name.getBytes(StandardCharsets.UTF_8));
        parts.put(new String(renamed, StandardCharsets.ISO_8859_1), original.get(name));
      }
      default -> parts.put(name, bytes(original.get(name)));
    }
    return parts;
  }
}
