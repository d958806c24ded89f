// ZIP archives in memory: read strictly and within limits, written the same in every run.
