"""What editors and reviewers do besides building: begin a desk or a briefing, and see what a change means."""
