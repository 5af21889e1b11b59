"""The desk as people, programs, and those who mean harm meet it."""
