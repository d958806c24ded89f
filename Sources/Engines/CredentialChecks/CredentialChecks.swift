// Certificates read and their paths proven, digests and sealed boxes, over OpenSSL.
