"""Questions of assignment a3: which birds sing in a minute of a recording."""
