package io.athanor.allinone.invention;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.athanor.generator.bandit.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the generator app remembers of a campaign: an immutable fold over the waves that it
 * answered.
 *
 * @param answered waves that have their answer
 * @param ledger who made what, and what it brought
 */
record CampaignMemory(Set<Integer> answered, Ledger ledger) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  CampaignMemory {
    answered = Collections.unmodifiableSet(new TreeSet<>(answered));
  }

  static CampaignMemory fresh() {
    return new CampaignMemory(Set.of(), Ledger.fresh());
  }

  CampaignMemory answered(int wave, Ledger after) {
    Set<Integer> waves = new TreeSet<>(answered);
    waves.add(wave);
    return new CampaignMemory(waves, after);
  }

  byte[] bytes() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  static CampaignMemory of(byte[] bytes) {
    try {
      return JSON.readValue(bytes, CampaignMemory.class);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}
