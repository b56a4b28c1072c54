//! What BroadWorks says: documents, requests, and the life of an event channel.
