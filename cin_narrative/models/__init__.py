"""The language model: what it is sent and asked, how it is called, and what of it is believed."""
