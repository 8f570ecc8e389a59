# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meantime authors
"""A second reading of the rules of time: slow, plain Python over zoneinfo and dateutil.

It reads the same files as Meantime and shares no table and no code with src/, so that a rule
misread on one side shows as a difference. Instants are Unix seconds, spans are half-open pairs.
"""
