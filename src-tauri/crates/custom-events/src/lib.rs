//! What the user wants done, and when.
