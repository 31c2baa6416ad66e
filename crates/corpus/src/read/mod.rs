//! Folder and mapping to [`Corpus`](crate::data::Corpus).
