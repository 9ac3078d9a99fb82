"""What stands: commitments, sanctions and other standing measures, control of places.

``mentions`` takes records out of a store, ``rules`` says what a mention does (makes,
keeps, breaks, imposes, eases, takes …), ``commitments``, ``measures`` and ``control``
string these changes together. The rules are tables in ``resources/standing``. No
change without a record that it cites and a rule that made it.
"""
