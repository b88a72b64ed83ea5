package io.athanor.federation.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.settings.SettingsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FederationConfigTest {
  private static final Map<String, String> GOOD =
      Map.of(
          "federation.hub.bootstrap-servers", "hub:9092",
          "federation.hub.registry-url", "http://hub:8081",
          "federation.properties", "gap:eV, heat:eV/{cell}:0.5");

  static FederationConfig config(String name, String value) {
    Map<String, String> values = new HashMap<>(GOOD);
    values.put(name, value);
    List<Setting<?>> known = new ArrayList<>(KafkaConnection.SETTINGS);
    known.addAll(FederationConfig.SETTINGS);
    return FederationConfig.of(Settings.of(values, known));
  }

  @Test
  void shouldReadWhatIsSummedAndWhatItMayCost() {
    FederationConfig config = config("federation.privacy.epsilon", "2");
    assertThat(config.wanted())
        .containsExactly(new Wanted("gap", "eV", 1), new Wanted("heat", "eV/{cell}", 0.5));
    Budget budget = config.budget().orElseThrow();
    double rho = budget.terms().rho();
    assertThat(budget.affords(9 * rho, budget.terms())).isTrue();
    assertThat(budget.affords(10 * rho, budget.terms())).isFalse();
    assertThat(config.hub().bootstrapServers()).isEqualTo("hub:9092");
    assertThat(config("federation.privacy.epsilon", "").budget()).isEmpty();
  }

  @Test
  void shouldReadWhatANetworkLearnsWithOthers() {
    assertThat(config("federation.trunk.properties", "").trunk()).isEmpty();
    TrunkPlan plan = config("federation.trunk.properties", "heat, gap,heat").trunk().orElseThrow();
    assertThat(plan.properties()).as("all sites have one order").containsExactly("gap", "heat");
    assertThat(plan.rounds()).isEqualTo(40);
    assertThat(plan.every()).hasHours(24);
    assertThat(plan.pass()).hasMinutes(10);
  }

  @Test
  void shouldNameWhatIsWrong() {
    refused(
        "federation.properties",
        "",
        "federation.properties: is empty, and federation.trunk.properties too");
    refused("federation.properties", "gap", "'gap' is not property:unit or property:unit:scale");
    refused("federation.properties", "gap:furlongs", "gap: 'furlongs' is no unit");
    refused("federation.properties", "gap:eV:0", "gap: scale 0.0 is not positive");
    refused("federation.properties", "gap:eV:x", "'x' is no number");
    refused("federation.hub.bootstrap-servers", "", "federation.hub.bootstrap-servers: is empty");
    refused("federation.hub.bootstrap-servers", "127.0.0.1:9092", "is this site's own log");
    refused("federation.privacy.epsilon", "-1", "federation.privacy.epsilon: -1.0");
    refused("federation.privacy.epsilon", "a", "federation.privacy.epsilon: 'a' is no number");
    assertThatThrownBy(() -> config("federation.sites-fewest", "2"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("federation.sites-fewest: 2 is not in 3..255");
    assertThatThrownBy(() -> config("federation.hub.client-file", "/nowhere"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("federation.hub.client-file: /nowhere cannot be read");
  }

  private static void refused(String name, String value, String message) {
    assertThatThrownBy(() -> config(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
