"""What every room stands on: errors, canonical text, records read from YAML and CSV."""
