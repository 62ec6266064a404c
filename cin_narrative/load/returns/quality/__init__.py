"""What is wrong with a return, as findings; which child only in the file that a user names."""
