/** What follows from the record of one material. */
package io.athanor.schemas.material;
