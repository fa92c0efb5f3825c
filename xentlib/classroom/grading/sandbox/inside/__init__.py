"""What is mounted beside a student's code. `wire` is used on both sides."""
