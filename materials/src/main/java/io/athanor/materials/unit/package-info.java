/** UCUM units and quantities that carry their unit and their uncertainty. */
package io.athanor.materials.unit;
