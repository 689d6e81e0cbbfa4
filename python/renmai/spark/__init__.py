"""Beyond one run on one machine: warehouse tables, many tenants, one graph whose betweenness many machines share.

Each works on a Spark session (PySpark 3.5 and 4, with this package installed on the executors) and, without one, on processes of this
machine. What is computed, and what it gives, is the engine's on one machine. See docs/scaling.md.
"""

from ._giant import parts
from ._prepare import prepare, prepare_sql
from ._tenants import Tenants, by

__all__ = ["Tenants", "by", "parts", "prepare", "prepare_sql"]
