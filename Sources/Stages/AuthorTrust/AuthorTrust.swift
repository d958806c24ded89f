// Says whether this author may send this document.
