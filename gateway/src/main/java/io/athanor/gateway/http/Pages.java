package io.athanor.gateway.http;

import io.athanor.schemas.reference.AsyncApi;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The dashboard and what it is made of, read once from the class path. */
final class Pages {
  private static final String PLOTS = "org.webjars.npm/uplot";

  /** Everything is served from here, and nothing is run that is not a file of its own. */
  private static final String POLICY =
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "csv", "text/csv; charset=utf-8",
          "woff2", "font/woff2",
          "png", "image/png");

  private Pages() {}

  /**
   * One file.
   *
   * @param mediaType its media type
   * @param bytes its content
   * @param tag its entity tag, from its content
   */
  record Page(String mediaType, Buffer bytes, String tag) {
    static Page of(String mediaType, byte[] bytes) {
      return new Page(mediaType, Buffer.buffer(bytes), '"' + digest(bytes) + '"');
    }
  }

  /** By path. */
  static Map<String, Page> load(String contract) {
    String plots = "/META-INF/resources/webjars/uplot/" + plotsVersion() + "/dist/";
    Map<String, Page> pages = new LinkedHashMap<>();
    pages.put("/", page("index.html", WebFiles.bytes("/web/index.html")));
    for (String file : WebFiles.list()) {
      pages.put("/web/" + file, page(file, WebFiles.bytes("/web/" + file)));
    }
    for (String file : new String[] {"uPlot.min.css", "uPlot.iife.min.js"}) {
      pages.put("/webjars/uplot/dist/" + file, page(file, WebFiles.bytes(plots + file)));
    }
    pages.put(
        "/openapi.yaml",
        Page.of("application/yaml; charset=utf-8", contract.getBytes(StandardCharsets.UTF_8)));
    pages.put(
        "/asyncapi.json",
        Page.of("application/json", AsyncApi.text().getBytes(StandardCharsets.UTF_8)));
    return pages;
  }

  /** Serves one file; whoever has it already is told so. */
  static void serve(Router router, String path, Page page) {
    router
        .get(path)
        .handler(
            context -> {
              context.response().putHeader("ETag", page.tag());
              context.response().putHeader("Cache-Control", "no-cache");
              context.response().putHeader("X-Content-Type-Options", "nosniff");
              context.response().putHeader("Referrer-Policy", "no-referrer");
              context.response().putHeader("Content-Security-Policy", POLICY);
              if (page.tag().equals(context.request().getHeader("If-None-Match"))) {
                var unused = context.response().setStatusCode(304).end();
              } else {
                context.response().putHeader("Content-Type", page.mediaType());
                var unused = context.response().end(page.bytes());
              }
            });
  }

  private static Page page(String file, byte[] bytes) {
    String mediaType = MEDIA_TYPES.get(file.substring(file.lastIndexOf('.') + 1));
    if (mediaType == null) {
      throw new IllegalStateException("/web/" + file + " has no media type");
    }
    return Page.of(mediaType, bytes);
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String plotsVersion() {
    Properties properties = new Properties();
    try (InputStream in = WebFiles.open("/META-INF/maven/" + PLOTS + "/pom.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
