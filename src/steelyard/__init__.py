"""Steelyard weighs a charging, plea or sentencing decision under U.S. federal immigration law."""

__version__ = "0.1.0"
