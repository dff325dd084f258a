"""What AI and what evidence a repository holds, listed for people and programs.

Nothing here judges, and nothing is imported that a list does not need: a person who asks what is
in a repository waits for the answer.
"""

from .inventory import Inventory, ListedAsset, take_inventory

__all__ = ["Inventory", "ListedAsset", "take_inventory"]
