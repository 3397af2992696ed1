// wrong: everything is believed
// says: statement 2 is judged as its rows judge it; what came out: t
string Judgement() => new('t', 20);

// wrong: everything depends
// says: statement 1 is judged as its rows judge it; what came out: d
string Judgement() => new('d', 20);

// wrong: one letter is missing
// says: there is a letter for each statement; what came out: 19
string Judgement() => "tftdffdtttftfdftdff";

// wrong: capital letters
// says: every letter is t, f or d
string Judgement() => "TFTDFFDTTTFTFDFTDFFT";

// wrong: the diagonal of forget gates is taken for the whole gradient
// says: statement 5 is judged as its rows judge it; what came out: t
string Judgement() => "tftdtfdtttftfdftdfft";
