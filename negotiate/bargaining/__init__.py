"""Who offered what, when, and what is agreed."""
