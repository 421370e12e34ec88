"""Bundles that leave the office and come back: manifests, receipts, results, Dispenduk's desk (chapter 4)."""
