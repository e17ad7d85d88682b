"""Posts what a valid signed command says, once, and takes it back."""
