// wrong: the missing sum and the transposed matrix are mixed up
// says: healed of what you found, A agrees with the measurement
string Diagnosis() => "12534";

// wrong: the missing carry is taken for the wrong cell
// says: healed of what you found, D agrees with the measurement
string Diagnosis() => "52143";

// wrong: the order of the list
// says: healed of what you found, E agrees with the measurement
string Diagnosis() => "12345";

// wrong: one bug is named twice
// says: each of the digits 1 to 5 stands once
string Diagnosis() => "52133";

// wrong: too short
// says: each of the digits 1 to 5 stands once
string Diagnosis() => "5213";
