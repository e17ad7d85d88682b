"""Scripts that make the weights and profiles under services/moderation/screening/model."""
