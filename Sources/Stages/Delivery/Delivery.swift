// Decides the next step of one delivery, and sends.
