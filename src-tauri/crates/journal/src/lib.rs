//! What happened and what was done about it, in a file.
