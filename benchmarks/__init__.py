"""How fast dcxml is beside its peers: ``python -m benchmarks``, from the repository's root (extra ``benchmark``).

One process starts a worker for each peer and gives them turns (`turns`); what they did is kept as raw figures
(`results`), from which tables, pictures and the page in ``docs`` are made. ``costs/`` has scripts for what is no
comparison.
"""
