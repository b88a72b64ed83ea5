package io.athanor.allinone.lab;

import io.athanor.allinone.client.Campaigns;
import io.athanor.allinone.client.DoorClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A campaign carried out at the door by a laboratory, to be continued after any interruption: the
 * campaign is defined once, its pool is sent until something is proposed from it, and the robots
 * take up what they held.
 */
public final class CampaignRun {
  private static final Duration TICK = Duration.ofMillis(250);

  private final DoorClient door;
  private final Campaigns.Definition definition;
  private final Bench bench;
  private final Path journal;

  /**
   * A run.
   *
   * @param journal file of the laboratory's journal
   */
  public CampaignRun(DoorClient door, Campaigns.Definition definition, Bench bench, Path journal) {
    this.door = door;
    this.definition = definition;
    this.bench = bench;
    this.journal = journal;
  }

  /**
   * Defines the campaign and sends its pool, where that has not happened.
   *
   * @throws io.athanor.allinone.client.DoorException with 409 where another campaign has its id
   */
  public void prepare(Supplier<List<Campaigns.Candidate>> candidates) {
    boolean isNew = door.define(definition);
    // nothing is proposed before the pool is complete, so a proposal says that it is
    if (isNew || progress().proposed() == 0) {
      door.addCandidates(definition.campaignId(), candidates.get());
    }
  }

  /**
   * Lets the robots work.
   *
   * @param stop completed to end before all is done
   * @param onTick told the progress several times a second
   * @return whether all was done
   */
  public boolean work(
      Fleet.Plan plan, CompletableFuture<Void> stop, Consumer<Campaigns.Progress> onTick)
      throws InterruptedException {
    try (LabJournal open = LabJournal.open(journal);
        Fleet fleet = Fleet.start(door, open, bench, InstantSource.system(), plan)) {
      while (!stop.isDone()) {
        if (fleet.await(TICK)) {
          onTick.accept(progress());
          return true;
        }
        onTick.accept(progress());
      }
      return false;
    }
  }

  /** Where the campaign stands. */
  public Campaigns.Progress progress() {
    return door.campaign(definition.campaignId()).orElseThrow().progress();
  }

  /** Places in the pool of what succeeded, in the order proposed. */
  public List<Integer> measured() {
    return door.proposals(definition.campaignId(), "succeeded").stream()
        .map(proposal -> proposal.poolIndex())
        .toList();
  }
}
