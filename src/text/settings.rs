//! Errors of the configuration, and the comments of the default file.
