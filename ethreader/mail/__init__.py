"""The mail process: the only holder of private keys, and the only sender."""
