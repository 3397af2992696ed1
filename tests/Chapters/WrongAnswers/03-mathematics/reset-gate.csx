// wrong: the share that (3.37) gives to the candidate is forgotten
// says: an update gate of 1 lets nothing through
double[] ResetBackward(GruStep s) => [.. s.Dh.Select((dh, j) =>
    dh * (1 - s.G[j] * s.G[j]) * s.Q[j] * s.R[j] * (1 - s.R[j]))];

// wrong: the two shares of (3.37) are mixed up
// says: an update gate of 1 lets nothing through
double[] ResetBackward(GruStep s) => [.. s.Dh.Select((dh, j) =>
    dh * s.Z[j] * (1 - s.G[j] * s.G[j]) * s.Q[j] * s.R[j] * (1 - s.R[j]))];

// wrong: the slope of tanh is forgotten
// says: it is what nudges of a^r measure
double[] ResetBackward(GruStep s) => [.. s.Dh.Select((dh, j) =>
    dh * (1 - s.Z[j]) * s.Q[j] * s.R[j] * (1 - s.R[j]))];

// wrong: it stops at r and does not go through the sigmoid
// says: it is what nudges of a^r measure
double[] ResetBackward(GruStep s) => [.. s.Dh.Select((dh, j) =>
    dh * (1 - s.Z[j]) * (1 - s.G[j] * s.G[j]) * s.Q[j])];

// wrong: the other factor is taken to be the state before
// says: where q is 0 the reset gate does nothing
double[] ResetBackward(GruStep s) => [.. s.Dh.Select((dh, j) =>
    dh * (1 - s.Z[j]) * (1 - s.G[j] * s.G[j]) * s.HBefore[j] * s.R[j] * (1 - s.R[j]))];

// wrong: one number for all units
// says: there is a number for each unit
double[] ResetBackward(GruStep s) => [s.Dh.Sum()];
