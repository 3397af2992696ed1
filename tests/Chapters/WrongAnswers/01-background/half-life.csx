// wrong: the power is taken in place of the root
// says: after 20 steps half is left, to 1e-6; what came out: 3.87
double HalfLife20() => Math.Pow(0.5, 20);

// wrong: the loss is spread evenly over the steps
// says: after 20 steps half is left, to 1e-6; what came out: 0.602
double HalfLife20() => 1 - 0.5 / 20;

// wrong: it is typed with three digits
// says: after 20 steps half is left, to 1e-6; what came out: 0.50
double HalfLife20() => 0.966;

// wrong: whole numbers are divided, and the exponent is 0
// says: w lies strictly between 0 and 1; what came out: 1
double HalfLife20() => Math.Pow(0.5, 1 / 20);

// wrong: the sign flips at every step, which twenty steps hide
// says: w lies strictly between 0 and 1; what came out: -0.965
double HalfLife20() => -Math.Pow(0.5, 1.0 / 20);
