"""The one door: a team's repository opened and asked."""
