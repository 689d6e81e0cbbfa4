//! What reading skipped or flagged.
