"""The ledger's JSON as others hand it to us, read strictly: what is misread builds the wrong system."""
