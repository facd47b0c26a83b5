"""From a view to the HTML of a page's content."""
