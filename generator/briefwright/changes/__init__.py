"""What a change of the files means: two states of the corpus in, typed changes out."""
