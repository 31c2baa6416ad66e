//! Synthetic corpora: the same bytes for the same seed.
