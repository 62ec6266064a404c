"""Claims to words: templates behind a guard, phrases, receipts, the record of a commentary."""
