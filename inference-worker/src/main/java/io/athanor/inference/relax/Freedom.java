package io.athanor.inference.relax;

/** What of a crystal may move. */
public enum Freedom {
  /** The volume alone: one number. */
  VOLUME(true, false),
  /** All six numbers of the cell, fractional coordinates held. */
  CELL(true, false),
  /** The sites alone, in a fixed cell. */
  SITES(false, true),
  /** The volume and the sites. */
  VOLUME_AND_SITES(true, true),
  /** Cell and sites. */
  ALL(true, true);

  private final boolean cell;
  private final boolean sites;

  Freedom(boolean cell, boolean sites) {
    this.cell = cell;
    this.sites = sites;
  }

  /** Whether anything of the cell may change. */
  public boolean cell() {
    return cell;
  }

  /** Whether sites may move against the cell. */
  public boolean sites() {
    return sites;
  }

  /** Whether the cell keeps its shape. */
  public boolean isotropic() {
    return this == VOLUME || this == VOLUME_AND_SITES;
  }
}
