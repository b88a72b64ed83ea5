package io.athanor.gateway.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A folder on disk with what lies below it; symbolic links are not followed. */
final class DiskFolder implements Folder {
  /** Ends of names that writers give to files they have not finished. */
  private static final List<String> UNFINISHED =
      List.of("~", ".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".swp");

  private static final String NOTE = ".rejected.json";
  private static final int DEEPEST = 16;
  private static final Set<FileVisitOption> NO_LINKS = EnumSet.noneOf(FileVisitOption.class);

  private final Path root;

  DiskFolder(Path root) {
    this.root = root;
  }

  @Override
  public List<Entry> list() throws IOException {
    List<Entry> entries = new ArrayList<>();
    Files.walkFileTree(
        root,
        NO_LINKS,
        DEEPEST,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean hidden = !folder.equals(root) && isHidden(folder);
            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isHidden(file) && !isUnfinished(file)) {
              String name = root.relativize(file).toString().replace('\\', '/');
              entries.add(new Entry(name, stamp(attributes)));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (file.equals(root)) {
              throw failure;
            }
            return FileVisitResult.CONTINUE; // gone or not ours to read: the others go on
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  @Override
  public Optional<Stamp> stamp(String name) throws IOException {
    try {
      return Optional.of(
          stamp(
              Files.readAttributes(
                  root.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] read(String name, int most) throws IOException {
    try (InputStream in = Files.newInputStream(root.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(most);
    }
  }

  @Override
  public void note(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Path note = file.resolveSibling(file.getFileName() + NOTE);
    Files.writeString(note, text, StandardCharsets.UTF_8);
  }

  private static Stamp stamp(BasicFileAttributes attributes) {
    return new Stamp(
        attributes.size(),
        attributes.lastModifiedTime().toInstant(),
        String.valueOf(attributes.fileKey()));
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static boolean isUnfinished(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(NOTE) || UNFINISHED.stream().anyMatch(name::endsWith);
  }
}
