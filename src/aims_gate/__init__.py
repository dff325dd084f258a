"""aims-gate: evidence for an ISO/IEC 42001 management system, judged where work is merged."""

__version__ = "0.1.0"
