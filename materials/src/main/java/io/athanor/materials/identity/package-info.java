/** The content hash by which one material is one row, whoever reports it. */
package io.athanor.materials.identity;
