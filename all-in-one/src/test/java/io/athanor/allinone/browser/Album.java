package io.athanor.allinone.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The report: a picture of every page in both colour schemes, and one page that shows them. */
final class Album implements AutoCloseable {
  private final Path directory;
  private final Map<String, Map<Scheme, String>> pictures = new TreeMap<>();

  Album(Path directory) {
    this.directory = directory;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a picture of what the tab shows now. */
  void add(String title, Tab tab) {
    String file =
        title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")
            + "-"
            + tab.scheme().name().toLowerCase(Locale.ROOT)
            + ".png";
    tab.page().screenshot(new Page.ScreenshotOptions().setPath(directory.resolve(file)));
    pictures.computeIfAbsent(title, each -> new TreeMap<>()).put(tab.scheme(), file);
  }

  @Override
  public void close() {
    StringBuilder html =
        new StringBuilder(
            """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>Athanor in a browser</title>
            <style>body{font:1rem system-ui;margin:2rem;color-scheme:light dark}
            figure{display:inline-block;margin:0 1rem 1rem 0}img{width:44vw;border:1px solid gray}</style>
            <h1>Athanor in a browser</h1>
            """);
    pictures.forEach(
        (title, files) -> {
          html.append("<h2>").append(title).append("</h2>\n");
          files.forEach(
              (scheme, file) ->
                  html.append(
                          "<figure><a href=\"%1$s\"><img src=\"%1$s\" alt=\"%2$s\"></a>"
                              .formatted(file, title))
                      .append("<figcaption>%s</figcaption></figure>%n".formatted(scheme)));
        });
    try {
      Files.writeString(directory.resolve("index.html"), html, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
