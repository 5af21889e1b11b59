"""Steelyard weighs a charging, plea or sentencing decision under U.S. federal immigration law."""
