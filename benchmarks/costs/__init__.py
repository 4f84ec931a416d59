"""What single things cost, each measured by a script of its own: ``python -m benchmarks.costs.NAME``, docs/costs.md."""
