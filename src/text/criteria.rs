//! Criteria that were left out, and what was counted while sorting people.
