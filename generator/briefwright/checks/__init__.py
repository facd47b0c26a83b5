"""The editorial rules. Importing this package brings every family of them into the table of rules, in this order."""

from briefwright.checks import support  # isort: skip
from briefwright.checks import sourcing  # isort: skip
from briefwright.checks import judgements  # isort: skip
from briefwright.checks import positions  # isort: skip
from briefwright.checks import writing  # isort: skip
from briefwright.checks import names  # isort: skip
from briefwright.checks import days  # isort: skip
from briefwright.checks import links  # isort: skip
from briefwright.checks import silence  # isort: skip

__all__ = ["days", "judgements", "links", "names", "positions", "silence", "sourcing", "support", "writing"]
