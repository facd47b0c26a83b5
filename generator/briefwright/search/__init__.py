"""The search index: made from the data in the build, read by the scripts of the theme."""
