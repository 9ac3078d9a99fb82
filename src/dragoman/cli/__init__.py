"""The command line: one file a command, each a thin function over one library function.

Every module here is a command, its name the module's and its function ``command``,
but for those that serve the commands (``app._SUPPORT``). Whatever is heavy is imported
inside the function, since ``--help`` imports every module. Data goes to stdout, everything else to stderr.
"""
