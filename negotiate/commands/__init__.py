"""One small module a family of commands; each asks the workspace and prints."""
