// May this author send this document?
