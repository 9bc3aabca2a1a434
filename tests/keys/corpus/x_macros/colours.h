COLOUR(kRed, 3)
COLOUR(kBlue, 5)
