/** Where experiments may be chosen from, and how a setting becomes features. */
package io.athanor.acquisition.planner.space;
