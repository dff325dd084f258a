"""Dependency files of many ecosystems: which libraries of AI a project declares."""
