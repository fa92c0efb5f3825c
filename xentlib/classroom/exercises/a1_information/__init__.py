"""Questions of the assignment on information."""
