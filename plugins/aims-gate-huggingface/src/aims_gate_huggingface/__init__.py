"""Ask the Hugging Face Hub about the models that a repository uses or declares."""

__version__ = "0.1.0"
