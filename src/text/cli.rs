//! Help and messages of the command line.
