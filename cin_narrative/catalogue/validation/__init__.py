"""What DfE asks of a census return before it takes it."""
