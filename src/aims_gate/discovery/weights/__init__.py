"""Files that hold the weights of models, told by name and by content, never loaded."""
