"""What `briefwright fix` mends in YAML files: text in, text out, and never another meaning."""
