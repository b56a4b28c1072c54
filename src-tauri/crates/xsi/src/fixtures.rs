//! Documents of real systems, and of the schema, and what we read in them.
