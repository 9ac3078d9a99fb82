"""Ninth step: what a store of records adds up to, every figure with the records it rests on."""
