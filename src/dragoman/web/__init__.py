"""The workbench: a local web application over one store.

A request goes ``security`` -> ``routes/<screen>`` -> ``views/<screen>`` -> ``templates/<screen>``:
routes read the address and choose, views are pure functions from an open store to what is
shown, templates alone write HTML. ``snapshots`` opens the store so that others may write it
meanwhile; ``pages`` renders, ``twins`` gives the same rows as JSON and CSV, ``assets`` serves
what is built in ``frontend/``, ``keys`` says which key does what.
"""
