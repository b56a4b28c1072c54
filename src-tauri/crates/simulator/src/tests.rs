//! What a client sees.
