"""What a project says in its file of settings, and which rules are chosen by it."""
