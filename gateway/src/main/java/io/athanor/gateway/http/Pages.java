package io.athanor.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The browser page and what it is made of, read once from the class path. */
final class Pages {
  private static final String PLOTS = "org.webjars.npm/uplot";

  private Pages() {}

  /**
   * One file.
   *
   * @param mediaType its media type
   * @param bytes its content
   */
  record Page(String mediaType, Buffer bytes) {}

  /** By path. */
  static Map<String, Page> load(String contract) {
    String plots = "/META-INF/resources/webjars/uplot/" + plotsVersion() + "/dist/";
    Map<String, Page> pages = new LinkedHashMap<>();
    pages.put("/", page("text/html; charset=utf-8", "/web/index.html"));
    pages.put("/web/athanor.css", page("text/css; charset=utf-8", "/web/athanor.css"));
    pages.put("/web/athanor.js", page("text/javascript; charset=utf-8", "/web/athanor.js"));
    pages.put(
        "/webjars/uplot/dist/uPlot.min.css",
        page("text/css; charset=utf-8", plots + "uPlot.min.css"));
    pages.put(
        "/webjars/uplot/dist/uPlot.iife.min.js",
        page("text/javascript; charset=utf-8", plots + "uPlot.iife.min.js"));
    pages.put(
        "/openapi.yaml", new Page("application/yaml; charset=utf-8", Buffer.buffer(contract)));
    return pages;
  }

  /** Serves one file. */
  static void serve(Router router, String path, Page page) {
    router
        .get(path)
        .handler(
            context -> {
              context.response().putHeader("Content-Type", page.mediaType());
              context.response().putHeader("Cache-Control", "no-cache");
              context.response().putHeader("X-Content-Type-Options", "nosniff");
              context
                  .response()
                  .putHeader(
                      "Content-Security-Policy",
                      "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors"
                          + " 'none'");
              var unused = context.response().end(page.bytes());
            });
  }

  private static String plotsVersion() {
    Properties properties = new Properties();
    String path = "/META-INF/maven/" + PLOTS + "/pom.properties";
    try (InputStream in = open(path)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static Page page(String mediaType, String path) {
    try (InputStream in = open(path)) {
      return new Page(mediaType, Buffer.buffer(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String path) {
    InputStream in = Pages.class.getResourceAsStream(path);
    if (in == null) {
      throw new IllegalStateException(path + " is not on the class path");
    }
    return in;
  }
}
