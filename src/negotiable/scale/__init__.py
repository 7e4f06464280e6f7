"""A corpus too large for one sitting: one shard in, one shard out, on this machine's processes or on a Dask cluster."""
