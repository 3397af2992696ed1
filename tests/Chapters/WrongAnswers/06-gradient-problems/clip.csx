// wrong: each array is clipped by its own length
// says: the direction stays: every number is multiplied by the same factor
double[][] Clip(double[][] gradients, double limit) =>
    [.. gradients.Select(array => array.Select(v => v * Math.Min(1, limit / Math.Sqrt(array.Sum(u => u * u)))).ToArray())];

// wrong: each number is clipped by itself
// says: the direction stays: every number is multiplied by the same factor
double[][] Clip(double[][] gradients, double limit) => [.. gradients.Select(array => array.Select(v => Math.Clamp(v, -limit, limit)).ToArray())];

// wrong: short gradients are lengthened to the limit
// says: below the limit nothing changes
double[][] Clip(double[][] gradients, double limit)
{
    var norm = Math.Sqrt(gradients.Sum(array => array.Sum(v => v * v)));
    return [.. gradients.Select(array => array.Select(v => v * limit / norm).ToArray())];
}

// wrong: the square of the length is taken for the length
// says: above the limit the length of all arrays together becomes the limit
double[][] Clip(double[][] gradients, double limit)
{
    var square = gradients.Sum(array => array.Sum(v => v * v));
    return square <= limit * limit ? gradients : [.. gradients.Select(array => array.Select(v => v * limit / square).ToArray())];
}

// wrong: zero is divided by zero
// says: gradients of zero stay zero
double[][] Clip(double[][] gradients, double limit)
{
    var norm = Math.Sqrt(gradients.Sum(array => array.Sum(v => v * v)));
    return norm > 0 && norm <= limit ? gradients : [.. gradients.Select(array => array.Select(v => v / norm * limit).ToArray())];
}
