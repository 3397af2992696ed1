// wrong: the candidate is taken for the input gate
// says: no row that you call a gate goes below 0; what came out: -0.9
string NameOfRows() => "oifg";

// wrong: forget gate and output gate are mixed up
// says: with your names (2.5) gives the cell at every step
string NameOfRows() => "fgoi";

// wrong: input gate and output gate are mixed up
// says: with your names (2.6) gives the output at every step
string NameOfRows() => "igfo";

// wrong: one letter is used twice
// says: each of i, f, g and o names one row
string NameOfRows() => "ogff";
