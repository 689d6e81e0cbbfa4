//! The koc list.
