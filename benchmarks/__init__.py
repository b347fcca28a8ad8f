"""Programs that measure infopresse against its peers and print tables: `python -m benchmarks.NAME`. Not installed."""
