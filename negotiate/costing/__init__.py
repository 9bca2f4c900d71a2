"""What language costs: schedules, staff, cost terms and the engine."""
