/** Which version of a model serves whom, folded from what the log says of its versions. */
package io.athanor.schemas.rollout;
