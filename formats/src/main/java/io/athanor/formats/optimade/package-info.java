/** Structures as OPTIMADE writes them (Evans et al., Digital Discovery 3, 1509 (2024)). */
package io.athanor.formats.optimade;
