/** Typed, validated, documented settings from a file and the environment. */
package io.athanor.schemas.settings;
