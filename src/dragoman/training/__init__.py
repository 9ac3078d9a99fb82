"""Train the reader: gold in, quantised ONNX files and a model card out.

Needs the ``train`` extra (torch). ``encoder`` holds the network's lower part,
``tokenizer`` its trimmed vocabulary, ``examples`` turns gold into tensors,
``model`` adds the heads, ``loop`` trains with checkpoints. ``export`` writes the
ONNX files that ``dragoman.reading`` runs without torch, node by node (``graph``)
and in 8 bits, after evening out the channels (``smooth``).
"""
