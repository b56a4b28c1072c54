//! The program without a window: one controller.
