//! The isolated list.
