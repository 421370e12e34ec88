"""What applicants are told: delivery jobs that point at ledger entries, and their adapters (chapter 4)."""
