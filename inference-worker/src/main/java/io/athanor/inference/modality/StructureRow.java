package io.athanor.inference.modality;

import io.athanor.materials.crystal.Crystal;

/**
 * A structure of the data files.
 *
 * @param id its identifier there
 * @param split the published split it belongs to, for example {@code test}; empty if it has none
 * @param crystal what it is
 */
public record StructureRow(String id, String split, Crystal crystal) {}
