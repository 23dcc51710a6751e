//! Changing the future never changes a past prediction.
