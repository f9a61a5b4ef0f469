package io.sparkrnn.export;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.WritableGroup;
import io.sparkrnn.error.BadDataException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Weights in HDF5, in the two ways that Keras has them: version 3 numbers them in a group for each
 * layer, version 2 names them.
 */
final class KerasWeights {

  private static final String LAYERS = "layers";

  /** Keras 2.13, which wrote the first {@code .keras} files, called the group so. */
  private static final String LAYERS_BEFORE = "_layer_checkpoint_dependencies";

  private static final String LEGACY = "model_weights";
  private static final String VARIABLES = "vars";

  /** Groups within groups; Keras has four at most. */
  private static final int DEPTH = 8;

  private KerasWeights() {}

  /** Writes {@code model.weights.h5} of version 3. */
  static void write(RecurrentClassifier weights, Path file) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup layers = hdf.putGroup(LAYERS);
      WritableGroup embedding = layers.putGroup("embedding").putGroup(VARIABLES);
      embedding.putDataset("0", weights.embedding().toRows());
      WritableGroup cell = layers.putGroup("simple_rnn").putGroup("cell").putGroup(VARIABLES);
      cell.putDataset("0", weights.kernel().toRows());
      cell.putDataset("1", weights.recurrent().toRows());
      cell.putDataset("2", weights.bias().values());
      WritableGroup dense = layers.putGroup("dense").putGroup(VARIABLES);
      dense.putDataset("0", weights.outputKernel().toRows());
      dense.putDataset("1", weights.outputBias().values());
    }
  }

  /** Reads {@code model.weights.h5} of version 3. */
  static RecurrentClassifier read(Group file, KerasArchitecture architecture) {
    Group layers = group(file, child(file, LAYERS) == null ? LAYERS_BEFORE : LAYERS);
    Group embedding = group(group(layers, "embedding"), VARIABLES);
    Group cell = group(group(group(layers, "simple_rnn"), "cell"), VARIABLES);
    Group dense = group(group(layers, "dense"), VARIABLES);
    return read(
        architecture,
        List.of(
            new Place(embedding, "0"),
            new Place(cell, "0"),
            new Place(cell, "1"),
            new Place(cell, "2"),
            new Place(dense, "0"),
            new Place(dense, "1")));
  }

  /** Reads an {@code .h5} file, the way of version 2, which version 3 can write too. */
  static RecurrentClassifier readLegacy(Group file, KerasArchitecture architecture) {
    Group layers = group(file, LEGACY);
    Group embedding = group(layers, architecture.embedding().name());
    Group recurrent = group(layers, architecture.recurrent().name());
    Group output = group(layers, architecture.output().name());
    return read(
        architecture,
        List.of(
            place(embedding, "embeddings"),
            place(recurrent, "kernel"),
            place(recurrent, "recurrent_kernel"),
            place(recurrent, "bias"),
            place(output, "kernel"),
            place(output, "bias")));
  }

  /** Where weights are. */
  private record Place(Group group, String name) {}

  private static RecurrentClassifier read(KerasArchitecture architecture, List<Place> places) {
    int ids = architecture.embedding().ids();
    int size = architecture.embedding().size();
    int units = architecture.recurrent().units();
    return new RecurrentClassifier(
        matrix(places.get(0), ids, size),
        matrix(places.get(1), size, units),
        matrix(places.get(2), units, units),
        architecture.recurrent().biased() ? vector(places.get(3), units) : Matrix.zeros(1, units),
        matrix(places.get(4), units, 1),
        architecture.output().biased() ? vector(places.get(5), 1) : Matrix.zeros(1, 1));
  }

  /** Names of groups between a layer and its weights depend on the version, and on other models. */
  private static Place place(Group layer, String name) {
    Group group = layer;
    for (int depth = 0; depth < DEPTH; depth++) {
      for (String form : List.of(name, name + ":0")) {
        if (child(group, form) instanceof Dataset) {
          return new Place(group, form);
        }
      }
      Group parent = group;
      List<Group> inner =
          parent.getChildren().keySet().stream()
              .map(inside -> child(parent, inside))
              .filter(Group.class::isInstance)
              .map(Group.class::cast)
              .toList();
      if (inner.size() != 1) {
        break;
      }
      group = inner.get(0);
    }
    return new Place(layer, name);
  }

  private static Matrix matrix(Place place, int rows, int columns) {
    return new Matrix(rows, columns, values(place, rows, columns));
  }

  private static Matrix vector(Place place, int length) {
    return new Matrix(1, length, values(place, length));
  }

  private static float[] values(Place place, int... shape) {
    String path = place.group().getPath() + place.name();
    if (!(child(place.group(), place.name()) instanceof Dataset dataset)) {
      throw new BadDataException("there are no weights at %s".formatted(path));
    }
    if (!Arrays.equals(dataset.getDimensions(), shape) || dataset.getJavaType() != float.class) {
      throw new BadDataException(
          "the weights at %s are %s of the shape %s, expected float of %s"
              .formatted(
                  path,
                  dataset.getJavaType().getSimpleName(),
                  Arrays.toString(dataset.getDimensions()),
                  Arrays.toString(shape)));
    }
    float[] values = (float[]) dataset.getDataFlat();
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new BadDataException(
            "the weights at %s hold %s, expected numbers alone".formatted(path, value));
      }
    }
    return values;
  }

  private static Group group(Group parent, String name) {
    if (child(parent, name) instanceof Group found) {
      return found;
    }
    throw new BadDataException(
        "there is no group '%s' in %s of its weights".formatted(name, parent.getPath()));
  }

  /** A child; null if there is none. A link may lead out of the file, and is refused. */
  private static Node child(Group parent, String name) {
    Node found = parent.getChild(name);
    if (found != null && found.isLink()) {
      throw new BadDataException(
          "%s%s is a link, expected weights in the file itself".formatted(parent.getPath(), name));
    }
    return found;
  }
}
