"""The command line: one file a command, each a thin function over one library function.

A module here that has a function ``command`` is a command; its name is the
module's. Whatever is heavy is imported inside the function, since ``--help``
imports every module. Data goes to stdout, everything else to stderr.
"""
