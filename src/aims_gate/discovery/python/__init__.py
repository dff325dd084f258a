"""Python code and notebooks: what they import, load, train and call."""
