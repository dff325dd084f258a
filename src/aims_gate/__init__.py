"""aims-gate: evidence for an ISO/IEC 42001 AI management system, judged where the work is merged."""

__version__ = "0.1.0"
