"""The places a person can be: items, the agreement, an item, a draft."""
