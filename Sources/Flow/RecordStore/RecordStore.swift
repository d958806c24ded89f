// A record store that behaves like the DMP: registry, repository, patient rules.
