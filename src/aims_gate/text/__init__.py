"""Text for people: safe to show whatever it holds, and laid out for a terminal."""
