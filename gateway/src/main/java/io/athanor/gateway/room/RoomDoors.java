package io.athanor.gateway.room;

import io.athanor.gateway.view.View;
import java.time.Duration;

/** What the door asks of those who look on. */
public record RoomDoors(
    MaterialQueries materials,
    ModelQueries models,
    FleetQueries fleet,
    DeadLetterCommands letters,
    Everything everything) {
  /**
   * All of them.
   *
   * @param patience how long a command waits for what others did
   */
  public static RoomDoors of(Rooms rooms, View view, FleetLoad load, Duration patience) {
    return new RoomDoors(
        new MaterialQueries(rooms, view),
        new ModelQueries(rooms, view),
        new FleetQueries(view, load),
        new DeadLetterCommands(rooms, patience),
        rooms.everything());
  }
}
