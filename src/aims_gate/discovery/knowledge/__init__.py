"""What is known of the world's AI libraries, models and hosts: data only, no reading.

A line is added when a library exists and is AI, never because a repository was judged wrongly.
"""
