// wrong: it is the rule itself
// says: the RMSE is below that of last week, 717.67; what came out: 717.668
double NextDemand(IReadOnlyList<double> past) => past[past.Count - 336];

// wrong: it repeats the last value
// says: the RMSE is below that of last week, 717.67; what came out: 904.95
double NextDemand(IReadOnlyList<double> past) => past[past.Count - 1];

// wrong: last week's change is taken three hours off
// says: the RMSE is below that of last week
double NextDemand(IReadOnlyList<double> past) => past[past.Count - 1] + (past[past.Count - 330] - past[past.Count - 331]);

// wrong: it gives the change, not the demand
// says: forecasts are in MW: between 10,000 and 50,000
double NextDemand(IReadOnlyList<double> past) => past[past.Count - 336] - past[past.Count - 337];

// wrong: it looks at a value that has not come yet
// says: every forecast is a number; your code threw ArgumentOutOfRangeException
double NextDemand(IReadOnlyList<double> past) => past[past.Count];

// wrong: a coin is tossed
// says: the same past gives the same forecast
double NextDemand(IReadOnlyList<double> past) => past[past.Count - 336] + 100 * Random.Shared.NextDouble();
