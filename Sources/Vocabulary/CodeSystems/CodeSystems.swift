// Published code systems and value sets, looked up.
