"""Train the reader: gold in, quantised ONNX files and a model card out.

Needs the ``train`` extra (torch). ``encoder`` holds the network's lower part,
``tokenizer`` its trimmed vocabulary, ``examples`` turns gold into tensors,
``model`` adds the heads, ``loop`` trains with checkpoints, ``export`` writes and
quantises the ONNX files that ``dragoman.reading`` runs without torch.
"""
