// wrong: the target is the last value of its own window
// says: the target lies `ahead` steps on, for 1, 5 and 24; what came out: (0, 4, 23)
(double[][] X, double[] Y) CutWindows(double[] series, int length, int ahead)
{
    int[] first = [.. Enumerable.Range(0, Math.Max(0, series.Length - length - ahead + 1))];
    return ([.. first.Select(k => series[k..(k + length)])], [.. first.Select(k => series[k + length - 2 + ahead])]);
}

// wrong: always one step ahead
// says: the target lies `ahead` steps on, for 1, 5 and 24; what came out: (1, 1, 1)
(double[][] X, double[] Y) CutWindows(double[] series, int length, int ahead)
{
    int[] first = [.. Enumerable.Range(0, Math.Max(0, series.Length - length - ahead + 1))];
    return ([.. first.Select(k => series[k..(k + length)])], [.. first.Select(k => series[k + length])]);
}

// wrong: the last window is left out
// says: the last target is the last value
(double[][] X, double[] Y) CutWindows(double[] series, int length, int ahead)
{
    int[] first = [.. Enumerable.Range(0, Math.Max(0, series.Length - length - ahead))];
    return ([.. first.Select(k => series[k..(k + length)])], [.. first.Select(k => series[k + length - 1 + ahead])]);
}

// wrong: windows do not overlap
// says: 100 values make 90 windows of 10 for 1 ahead, 67 for 24
(double[][] X, double[] Y) CutWindows(double[] series, int length, int ahead)
{
    int[] first = [.. Enumerable.Range(0, Math.Max(0, series.Length - length - ahead + 1)).Where(k => k % length == 0)];
    return ([.. first.Select(k => series[k..(k + length)])], [.. first.Select(k => series[k + length - 1 + ahead])]);
}

// wrong: the newest value comes first
// says: values in a window follow each other, oldest first
(double[][] X, double[] Y) CutWindows(double[] series, int length, int ahead)
{
    int[] first = [.. Enumerable.Range(0, Math.Max(0, series.Length - length - ahead + 1))];
    return ([.. first.Select(k => series[k..(k + length)].Reverse().ToArray())], [.. first.Select(k => series[k + length - 1 + ahead])]);
}

// wrong: a short series is not thought of
// says: a series that is too short has no windows; your code threw ArgumentOutOfRangeException
(double[][] X, double[] Y) CutWindows(double[] series, int length, int ahead)
{
    int[] first = [.. Enumerable.Range(0, series.Length - length - ahead + 1)];
    return ([.. first.Select(k => series[k..(k + length)])], [.. first.Select(k => series[k + length - 1 + ahead])]);
}
