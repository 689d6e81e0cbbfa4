//! Names of tiers, segments, lifecycles, lists and reasons.
