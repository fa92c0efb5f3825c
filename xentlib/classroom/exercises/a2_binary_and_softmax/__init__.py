"""Questions of the assignment on binary and softmax cross-entropy."""
