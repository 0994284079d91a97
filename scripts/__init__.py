"""What is run by hand to write files of the project anew."""
