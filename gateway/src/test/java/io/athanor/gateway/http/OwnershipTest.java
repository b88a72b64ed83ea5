package io.athanor.gateway.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.contract.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  @Test
  void shouldRefuseAPathParameterOfWhichNobodySaysWhoseItIs() {
    Operation known = Contract.load().operation("getCampaign");
    Operation.Parameter id = known.parameters().get(0);
    assertThatCode(() -> Ownership.check(known)).doesNotThrowAnyException();

    assertThatIllegalStateException()
        .isThrownBy(() -> Ownership.check(with(known, id, Operation.Place.PATH)))
        .withMessageContaining("sampleId of getCampaign");
    assertThatCode(() -> Ownership.check(with(known, id, Operation.Place.QUERY)))
        .doesNotThrowAnyException();
  }

  private static Operation with(Operation known, Operation.Parameter like, Operation.Place place) {
    return new Operation(
        known.id(),
        known.method(),
        "/v1/samples/{sampleId}",
        List.of(new Operation.Parameter("sampleId", place, true, like.schema())),
        known.bodies(),
        known.verbatim(),
        known.roles());
  }
}
