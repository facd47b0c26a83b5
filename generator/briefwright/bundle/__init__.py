"""The offline bundle: one zip that opens from a disk."""
