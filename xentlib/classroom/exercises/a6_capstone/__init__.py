"""Questions of the capstone: a file under a budget, an audit, and a loss that nobody gave you."""
