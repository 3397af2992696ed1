// wrong: the usual size is taken to keep lengths
// says: no network has less than a tenth left at lag 50
double Scale() => 1;

// wrong: three times the usual size explodes
// says: no network has more than ten times as much
double Scale() => 3;

// wrong: the root of 64 is divided out a second time
// says: no network has less than a tenth left at lag 50
double Scale() => 1.55 / 8;

// wrong: a scale has no sign
// says: the scale is above 0; what came out: -1.55
double Scale() => -1.55;
