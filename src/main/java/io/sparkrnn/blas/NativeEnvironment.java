package io.sparkrnn.blas;

import io.sparkrnn.error.ConfigurationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Environment variables of this process as native code sees them. Java can only read a copy, but
 * OpenBLAS reads the real environment when it is loaded. So variables are set in the list of
 * strings that the C library's variable {@code environ} points to.
 */
final class NativeEnvironment {

  private static final String FOLDER = "org.bytedeco.javacpp.cachedir";

  private NativeEnvironment() {}

  /** Returns the current value of a variable, which may differ from Java's copy. */
  static Optional<String> get(String name) {
    return list()
        .map(
            list ->
                variables(list).stream()
                    .map(BytePointer::getString)
                    .filter(variable -> variable.startsWith(name + "="))
                    .map(variable -> variable.substring(name.length() + 1))
                    .findFirst())
        .orElseGet(() -> Optional.ofNullable(System.getenv(name)));
  }

  /**
   * Sets a variable, for libraries that are loaded later.
   *
   * @return false if this system has no variable {@code environ}, and nothing was set
   */
  static boolean set(String name, String value) {
    Optional<PointerPointer<BytePointer>> list = list();
    list.ifPresent(
        old -> {
          List<BytePointer> variables = new ArrayList<>(variables(old));
          variables.removeIf(variable -> variable.getString().startsWith(name + "="));
          String added = name + "=" + value;
          variables.add(new BytePointer(unmanaged(added.length() + 1L)).putString(added));
          PointerPointer<BytePointer> changed =
              new PointerPointer<>(unmanaged((variables.size() + 1L) * Long.BYTES));
          for (int i = 0; i < variables.size(); i++) {
            changed.put(i, variables.get(i));
          }
          changed.put(variables.size(), (Pointer) null);
          old.put(0, changed);
        });
    return list.isPresent();
  }

  /** Allocates memory that is never freed, since native code may read it until the process ends. */
  private static Pointer unmanaged(long bytes) {
    return Pointer.malloc(bytes);
  }

  /** Returns the C library's variable {@code environ}; empty on systems without it. */
  private static Optional<PointerPointer<BytePointer>> list() {
    try {
      Loader.load(org.bytedeco.javacpp.presets.javacpp.class);
    } catch (UnsatisfiedLinkError e) {
      throw notLoaded(e);
    }
    return Optional.ofNullable(Loader.addressof("environ"))
        .map(address -> new PointerPointer<BytePointer>(address));
  }

  /**
   * Returns the error of native libraries, of which this one is the first, that cannot be loaded.
   */
  private static ConfigurationException notLoaded(UnsatisfiedLinkError error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new ConfigurationException(
        ("native libraries, which are unpacked to %s, cannot be loaded: %s; if it is mounted with"
                + " noexec or cannot be written, choose another folder with NATIVE_DIR in a"
                + " container or with submit/cluster.sh, else with the Java option -D%s")
            .formatted(folder(), cause.getMessage(), FOLDER),
        error);
  }

  private static String folder() {
    try {
      return Loader.getCacheDir().getPath();
    } catch (IOException e) {
      return System.getProperty(FOLDER, "a folder of the user");
    }
  }

  private static List<BytePointer> variables(PointerPointer<BytePointer> list) {
    PointerPointer<BytePointer> texts = new PointerPointer<BytePointer>(list.get(0));
    List<BytePointer> variables = new ArrayList<>();
    BytePointer next = texts.get(BytePointer.class, 0);
    while (next != null) {
      variables.add(next);
      next = texts.get(BytePointer.class, variables.size());
    }
    return variables;
  }
}
