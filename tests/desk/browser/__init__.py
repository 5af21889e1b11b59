"""The desk in a real browser: every page, the main tasks by keyboard, and pictures."""
