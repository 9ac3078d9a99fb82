"""Episodes: records of one act, in one or many reports, brought together.

``act`` is what is compared of a record, ``blocking`` finds the pairs worth comparing,
``features`` compares them with the weights of ``resources/episodes/features.toml``,
``clustering`` makes groups of them, ``consensus`` says what a group adds up to,
``why`` explains one, and ``link`` does all of it to a store, bit by bit.
"""
