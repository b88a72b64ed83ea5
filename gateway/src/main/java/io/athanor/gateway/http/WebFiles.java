package io.athanor.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of the dashboard: all that lie below {@code web/} beside its first page, in a directory
 * or in a jar. No listing is kept, so none can be out of date.
 */
final class WebFiles {
  private static final String FIRST = "/web/index.html";

  private WebFiles() {}

  /** Paths below {@code web/}, in their natural order. */
  static List<String> list() {
    URL first = WebFiles.class.getResource(FIRST);
    if (first == null) {
      throw new IllegalStateException(FIRST + " is not on the class path");
    }
    try {
      return first.getProtocol().equals("jar") ? inJar(first) : inDirectory(first.toURI());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(FIRST + " is nowhere that can be listed", e);
    }
  }

  /** The content of a file of the class path. */
  static byte[] bytes(String path) {
    try (InputStream in = open(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of the class path. */
  static InputStream open(String path) {
    InputStream in = WebFiles.class.getResourceAsStream(path);
    if (in == null) {
      throw new IllegalStateException(path + " is not on the class path");
    }
    return in;
  }

  private static List<String> inDirectory(URI first) throws IOException {
    Path web = Path.of(first).getParent();
    try (Stream<Path> files = Files.walk(web)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> web.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private static List<String> inJar(URL first) throws IOException {
    JarURLConnection connection = (JarURLConnection) first.openConnection();
    String name = connection.getEntryName();
    String web = name.substring(0, name.length() - "index.html".length());
    try (Stream<String> names = connection.getJarFile().stream().map(entry -> entry.getName())) {
      return names
          .filter(each -> each.startsWith(web) && !each.endsWith("/"))
          .map(each -> each.substring(web.length()))
          .sorted()
          .toList();
    }
  }
}
