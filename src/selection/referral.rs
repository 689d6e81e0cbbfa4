//! The referral list.
