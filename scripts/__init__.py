"""What the project is kept with: pinned requirements, pictures, the recorded demo."""
