// wrong: the scale is still taken from all values
// says: a test value changes no training number
Prepared Clean(double[] values, int cut)
{
    double low = values.Min(), high = values.Max();
    double[] scaled = [.. values.Select(v => (v - low) / (high - low))];
    int[] places = [.. Enumerable.Range(10, values.Length - 10)];
    double[][] X(IEnumerable<int> some) => [.. some.Select(i => scaled[(i - 10)..i])];
    double[] Y(IEnumerable<int> some) => [.. some.Select(i => scaled[i])];
    return new(X(places[..(cut - 10)]), Y(places[..(cut - 10)]), X(places[(cut - 10)..]), Y(places[(cut - 10)..]));
}

// wrong: the places are still shuffled
// says: on a series that climbs, both parts are in order
Prepared Clean(double[] values, int cut)
{
    double low = values[..cut].Min(), high = values[..cut].Max();
    double[] scaled = [.. values.Select(v => (v - low) / (high - low))];
    int[] places = [.. Enumerable.Range(10, values.Length - 10)];
    new Xoshiro(1).Shuffle<int>(places);
    double[][] X(IEnumerable<int> some) => [.. some.Select(i => scaled[(i - 10)..i])];
    double[] Y(IEnumerable<int> some) => [.. some.Select(i => scaled[i])];
    return new(X(places[..(cut - 10)]), Y(places[..(cut - 10)]), X(places[(cut - 10)..]), Y(places[(cut - 10)..]));
}

// wrong: a window still holds its target
// says: no window holds its own target
Prepared Clean(double[] values, int cut)
{
    double low = values[..cut].Min(), high = values[..cut].Max();
    double[] scaled = [.. values.Select(v => (v - low) / (high - low))];
    int[] places = [.. Enumerable.Range(10, values.Length - 10)];
    double[][] X(IEnumerable<int> some) => [.. some.Select(i => scaled[(i - 9)..(i + 1)])];
    double[] Y(IEnumerable<int> some) => [.. some.Select(i => scaled[i])];
    return new(X(places[..(cut - 10)]), Y(places[..(cut - 10)]), X(places[(cut - 10)..]), Y(places[(cut - 10)..]));
}

// wrong: a gap of one value is left before the target
// says: a window ends right before its target
Prepared Clean(double[] values, int cut)
{
    double low = values[..cut].Min(), high = values[..cut].Max();
    double[] scaled = [.. values.Select(v => (v - low) / (high - low))];
    int[] places = [.. Enumerable.Range(10, values.Length - 10)];
    double[][] X(IEnumerable<int> some) => [.. some.Select(i => scaled[(i - 11 < 0 ? 0 : i - 11)..(i - 1)])];
    double[] Y(IEnumerable<int> some) => [.. some.Select(i => scaled[i])];
    return new(X(places[..(cut - 10)]), Y(places[..(cut - 10)]), X(places[(cut - 10)..]), Y(places[(cut - 10)..]));
}

// wrong: ten test values slip into the training part
// says: 150 of 200 values make 140 windows and 50
Prepared Clean(double[] values, int cut)
{
    double low = values[..cut].Min(), high = values[..cut].Max();
    double[] scaled = [.. values.Select(v => (v - low) / (high - low))];
    int[] places = [.. Enumerable.Range(10, values.Length - 10)];
    double[][] X(IEnumerable<int> some) => [.. some.Select(i => scaled[(i - 10)..i])];
    double[] Y(IEnumerable<int> some) => [.. some.Select(i => scaled[i])];
    return new(X(places[..(cut - 0)]), Y(places[..(cut - 0)]), X(places[(cut - 0)..]), Y(places[(cut - 0)..]));
}

// wrong: nothing is scaled any more
// says: training numbers are scaled, to below 10
Prepared Clean(double[] values, int cut)
{
    double low = values[..cut].Min(), high = values[..cut].Max();
    double[] scaled = [.. values.Select(v => v)];
    int[] places = [.. Enumerable.Range(10, values.Length - 10)];
    double[][] X(IEnumerable<int> some) => [.. some.Select(i => scaled[(i - 10)..i])];
    double[] Y(IEnumerable<int> some) => [.. some.Select(i => scaled[i])];
    return new(X(places[..(cut - 10)]), Y(places[..(cut - 10)]), X(places[(cut - 10)..]), Y(places[(cut - 10)..]));
}
