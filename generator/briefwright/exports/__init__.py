"""Data that other programs read: the sitemap, redirects, the theme's search index."""
