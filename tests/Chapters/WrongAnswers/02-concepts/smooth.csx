// wrong: the horizon of (2.8) is taken for the mean age
// says: what is remembered is as old as in a plain mean of 20 values; what came out: 19
(double F, double I) Smoothing() => (1 - 1 / 20.0, 1 / 20.0);

// wrong: the input gate stays open
// says: both gates lie strictly between 0 and 1
(double F, double I) Smoothing() => (19 / 21.0, 1);

// wrong: the weights do not add up to 1
// says: a constant series of 1 comes out as 1
(double F, double I) Smoothing() => (19 / 21.0, 19 / 21.0);

// wrong: half is left after 20 steps
// says: what is remembered is as old as in a plain mean of 20 values
(double F, double I) Smoothing() => (Math.Pow(0.5, 1 / 20.0), 1 - Math.Pow(0.5, 1 / 20.0));
