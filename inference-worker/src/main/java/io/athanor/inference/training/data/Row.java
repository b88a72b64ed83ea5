package io.athanor.inference.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.inference.model.MaterialGraph;

/**
 * One material of a source.
 *
 * @param line where it stands, from 1
 * @param id the source's own identifier
 * @param fields everything else that is said of it; labels under {@code props}
 * @param crystal its structure as a graph; its composition's where no structure is known
 * @param composition its composition as a graph
 */
public record Row(
    long line, String id, JsonNode fields, MaterialGraph crystal, MaterialGraph composition) {}
