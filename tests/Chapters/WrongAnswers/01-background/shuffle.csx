// wrong: it measures the series in its order, as if shuffling did nothing
// says: sorting leaves the answer; what came out: 0.0
double ShuffledError(IReadOnlyList<double> values) => LastValueError(values);

// wrong: it is the error of always saying the mean
// says: sunspots: answer over truth is 1; what came out: 0.7
double ShuffledError(IReadOnlyList<double> values) => Scaling.Fit(values).Deviation;

// wrong: the root is missing
// says: doubling doubles it; what came out: 4
double ShuffledError(IReadOnlyList<double> values) => 2 * Math.Pow(Scaling.Fit(values).Deviation, 2);

// wrong: distances are taken from 0, not from the mean
// says: adding 100 leaves it; what came out: 2.
double ShuffledError(IReadOnlyList<double> values) => Math.Sqrt(2 * values.Average(v => v * v));

// wrong: the two deviations are added as if they always pointed apart
// says: demand: answer over truth is 1; what came out: 1.4
double ShuffledError(IReadOnlyList<double> values) => 2 * Scaling.Fit(values).Deviation;
