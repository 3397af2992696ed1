// wrong: the range of double is taken
// says: a gradient that is halved at every step: right to one step; what came out: 1075
int LagOfDeath(double decadesPerStep) => (int)Math.Round(1075 * Math.Log10(2) / decadesPerStep);

// wrong: the smallest normal number is taken, but floats go on below it
// says: a gradient that is halved at every step: right to one step; what came out: 127
int LagOfDeath(double decadesPerStep) => (int)Math.Round(127 * Math.Log10(2) / decadesPerStep);

// wrong: decades are multiplied where they have to be divided
// says: a gradient that is quartered: right to one step
int LagOfDeath(double decadesPerStep) => (int)Math.Round(150 / Math.Log10(2) * decadesPerStep);

// wrong: natural logarithms and decades are mixed
// says: a gradient that is halved at every step: right to one step
int LagOfDeath(double decadesPerStep) => (int)Math.Round(150 * Math.Log(2) / decadesPerStep);

// wrong: one step halves, whatever the decades
// says: a gradient that is quartered: right to one step; what came out: 150
int LagOfDeath(double decadesPerStep) => 150;
