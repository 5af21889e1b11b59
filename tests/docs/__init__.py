"""The documentation: what it says runs, and the site that is built of it."""
