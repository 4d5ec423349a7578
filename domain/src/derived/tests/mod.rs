//! What derived values promise.
