"""Measure the coder: gold files, scores, errors by kind, the accuracy gate.

``gold`` reads coded reports, ``align`` pairs predicted records with gold ones,
``compare`` judges one field of a pair, ``tally`` counts a report, ``score`` turns
counts into figures, ``errors`` lists what went wrong by kind, ``measure`` runs
the coder over a gold file and ``gate`` holds the figures against their floors.
"""
