/** Allotrope Simple Model documents (purl.allotrope.org), as JSON. */
package io.athanor.formats.allotrope;
