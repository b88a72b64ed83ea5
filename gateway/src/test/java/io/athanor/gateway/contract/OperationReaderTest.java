package io.athanor.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A contract that leaves open who may do something is refused, whichever operation it is. */
class OperationReaderTest {
  private final Contract contract = Contract.load();

  @Test
  void shouldReadTheContractAsItIs() {
    assertThat(read(contract.document())).isEqualTo(contract.operations().size());
  }

  @Test
  void shouldRefuseAnOperationThatSaysNotWhoMay() {
    refuseEach(each -> each.remove("x-roles"), "declares no x-roles");
    refuseEach(each -> each.put("x-roles", new JsonArray()), "declares no x-roles");
    refuseEach(each -> each.put("x-roles", JsonArray.of("everybody")), "'everybody' is no role");
  }

  @Test
  void shouldRefuseAnOperationThatAsksNobody() {
    refuseEach(each -> each.put("security", new JsonArray()), "declares no security");
    JsonArray orNobody =
        JsonArray.of(new JsonObject().put("key", JsonArray.of()), new JsonObject());
    refuseEach(each -> each.put("security", orNobody), "declares no security");
    JsonObject document = contract.document();
    document.remove("security");
    for (Operation operation : contract.operations()) {
      declared(document, operation).remove("security");
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> read(document))
        .withMessageContaining("declares no security");
  }

  private void refuseEach(Consumer<JsonObject> change, String reason) {
    for (Operation operation : contract.operations()) {
      JsonObject document = contract.document();
      change.accept(declared(document, operation));
      assertThatIllegalStateException()
          .isThrownBy(() -> read(document))
          .withMessageContaining(operation.id())
          .withMessageContaining(reason);
    }
  }

  private static int read(JsonObject document) {
    return new OperationReader(document, new SchemaCompiler(document)).read().size();
  }

  private static JsonObject declared(JsonObject document, Operation operation) {
    return document
        .getJsonObject("paths")
        .getJsonObject(operation.path())
        .getJsonObject(operation.method().toLowerCase(Locale.ROOT));
  }
}
