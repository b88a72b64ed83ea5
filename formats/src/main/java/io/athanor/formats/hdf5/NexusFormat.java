package io.athanor.formats.hdf5;

import io.athanor.formats.Contents;
import io.athanor.formats.FileFormat;
import io.athanor.formats.FormatException;
import io.athanor.formats.SourceFile;
import io.jhdf.exceptions.HdfException;

/**
 * NeXus in HDF5: every {@code NXdata} with one axis becomes a curve, with what its {@code NXentry}
 * says of sample, instrument and time. Pictures and stacks stay out with a remark.
 */
public final class NexusFormat implements FileFormat {
  static final String NAME = "NeXus/HDF5";
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean recognises(SourceFile file) {
    byte[] bytes = file.bytes();
    if (bytes.length < SIGNATURE.length) {
      return false;
    }
    for (int i = 0; i < SIGNATURE.length; i++) {
      if (bytes[i] != SIGNATURE[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Contents read(SourceFile file) {
    if (!recognises(file)) {
      throw new FormatException(NAME, "", "does not begin as HDF5 does");
    }
    try {
      return new NexusReader(new Hdf5Tree(file.bytes())).contents();
    } catch (FormatException e) {
      throw e;
    } catch (HdfException e) {
      throw new FormatException(NAME, "", "cannot be read: " + cause(e).getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      // jHDF meets damage with whatever its arithmetic ends in; a chain of links with the stack
      throw new FormatException(NAME, "", "is damaged: its structures contradict each other");
    }
  }

  private static Throwable cause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() instanceof HdfException inner) {
      cause = inner;
    }
    return cause;
  }
}
