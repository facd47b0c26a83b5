"""What can be wrong with a bundle as a whole, or with one file in it."""


class BundleError(Exception):
    """A bundle cannot be used; the message says what is wrong, where, and what to do."""


class DamagedError(BundleError):
    """The bytes of one file in a zip are not what the zip itself says they are."""
