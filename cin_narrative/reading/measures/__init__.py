"""The terms and categories of a clause in, the measures that they name out."""
