"""What is wrong in an agreement: references, schedules, labels, figures, terms, damage. A module a kind."""
