//! Whatever comes in, the answer is defined.
