/** The pages in a browser: how soon they stand, and whether a flood of events holds them up. */
package io.athanor.loadtests.page;
