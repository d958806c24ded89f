// Keeps rule packs on disk, several versions side by side.
