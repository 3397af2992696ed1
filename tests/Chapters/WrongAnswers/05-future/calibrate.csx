// wrong: one margin for both sides
// says: a lopsided band: the upper end is farther out than the lower
(double Low, double High) Band90(double[] errors)
{
    var sizes = errors.Select(e => Math.Abs(e)).Order().ToArray();
    var k = (int)Math.Ceiling(0.9 * (errors.Length + 1) - 1e-9);
    return k > errors.Length ? (double.NegativeInfinity, double.PositiveInfinity) : (-sizes[k - 1], sizes[k - 1]);
}

// wrong: the quantiles of the errors, without the new one among them, so that few errors promise too much
// says: five errors cannot promise 90 %
(double Low, double High) Band90(double[] errors)
{
    var (sorted, n) = (errors.Order().ToArray(), errors.Length);
    return (sorted[(int)(0.05 * n)], sorted[(int)(0.95 * n)]);
}

// wrong: the promise of 90 % is given to each side alone
// says: 40 errors: at most 5 % lie above the band and at most 5 % below; what came out: (0.1, 0.1)
(double Low, double High) Band90(double[] errors)
{
    var (sorted, n) = (errors.Order().ToArray(), errors.Length);
    var k = (int)Math.Ceiling(0.9 * (n + 1) - 1e-9);
    return k > n ? (double.NegativeInfinity, double.PositiveInfinity) : (sorted[n - k], sorted[k - 1]);
}

// wrong: the errors are taken in the order in which they came
// says: the order of the errors makes no difference
(double Low, double High) Band90(double[] errors)
{
    var n = errors.Length;
    var k = (int)Math.Ceiling(0.95 * (n + 1) - 1e-9);
    return k > n ? (double.NegativeInfinity, errors[0]) : (errors[n - k], errors[k - 1]);
}

// wrong: an infinite band keeps every promise
// says: 39 errors are enough: both ends are finite
(double Low, double High) Band90(double[] errors) => (double.NegativeInfinity, double.PositiveInfinity);

// wrong: the whole range of the errors
// says: 400 errors: at least 8 % are missed
(double Low, double High) Band90(double[] errors) =>
    errors.Length < 19 ? (double.NegativeInfinity, double.PositiveInfinity) : (errors.Min(), errors.Max());
