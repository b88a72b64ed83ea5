package io.athanor.schemas.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/**
 * Writes today's events into the history. No test by its name, so that it runs only when asked:
 *
 * <pre>./mvnw -pl schemas test -Dtest=FreezeSchemas -Dathanor.freeze=v1</pre>
 *
 * <p>A version that has been released is never written again.
 */
class FreezeSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void freeze() throws IOException {
    String version = System.getProperty("athanor.freeze", "");
    assertThat(version).as("-Dathanor.freeze=vN").matches("v[1-9][0-9]*");
    Path folder = Files.createDirectories(EventSchemas.HISTORY.resolve(version));
    for (String gone : EventSchemas.frozen(folder).keySet()) {
      Files.delete(folder.resolve(EventSchemas.fileName(gone)));
    }
    for (Schema event : EventSchemas.events().values()) {
      Files.writeString(
          folder.resolve(EventSchemas.fileName(event.getName())),
          JSON.readTree(event.toString()).toPrettyString() + "\n",
          StandardCharsets.UTF_8);
    }
  }
}
