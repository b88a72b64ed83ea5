/** What a current-voltage curve says: the figures of merit of a solar cell. */
package io.athanor.materials.photovoltaic;
