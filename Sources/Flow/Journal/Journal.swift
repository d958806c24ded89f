// The durable record of every passage.
