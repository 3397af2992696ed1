// wrong: the slope is that of tanh
// says: Db is what nudges of b measure
RnnGradients RnnStepBackward(RnnProblem p, double[] h)
{
    double[] da = [.. h.Select((s, j) => p.Dh[j] * (1 - s * s))];
    double[] Back(double[,] w) => [.. Enumerable.Range(0, w.GetLength(0)).Select(r => da.Select((g, j) => g * w[r, j]).Sum())];
    double[,] Share(double[] from)
    {
        var share = new double[from.Length, da.Length];
        for (var r = 0; r < from.Length; r++)
            for (var j = 0; j < da.Length; j++) share[r, j] = from[r] * da[j];
        return share;
    }
    return new(Back(p.Wx), Back(p.Wh), Share(p.X), Share(p.HBefore), da);
}

// wrong: the slope is forgotten
// says: Db is what nudges of b measure
RnnGradients RnnStepBackward(RnnProblem p, double[] h)
{
    double[] da = [.. h.Select((s, j) => p.Dh[j] * 1)];
    double[] Back(double[,] w) => [.. Enumerable.Range(0, w.GetLength(0)).Select(r => da.Select((g, j) => g * w[r, j]).Sum())];
    double[,] Share(double[] from)
    {
        var share = new double[from.Length, da.Length];
        for (var r = 0; r < from.Length; r++)
            for (var j = 0; j < da.Length; j++) share[r, j] = from[r] * da[j];
        return share;
    }
    return new(Back(p.Wx), Back(p.Wh), Share(p.X), Share(p.HBefore), da);
}

// wrong: the bias receives what reaches h, not what reaches a
// says: Db is what nudges of b measure
RnnGradients RnnStepBackward(RnnProblem p, double[] h)
{
    double[] da = [.. h.Select((s, j) => p.Dh[j] * s * (1 - s))];
    double[] Back(double[,] w) => [.. Enumerable.Range(0, w.GetLength(0)).Select(r => da.Select((g, j) => g * w[r, j]).Sum())];
    double[,] Share(double[] from)
    {
        var share = new double[from.Length, da.Length];
        for (var r = 0; r < from.Length; r++)
            for (var j = 0; j < da.Length; j++) share[r, j] = from[r] * da[j];
        return share;
    }
    return new(Back(p.Wx), Back(p.Wh), Share(p.X), Share(p.HBefore), p.Dh);
}

// wrong: the state after the step is taken for the one before it
// says: DWh is what nudges of Wh measure
RnnGradients RnnStepBackward(RnnProblem p, double[] h)
{
    double[] da = [.. h.Select((s, j) => p.Dh[j] * s * (1 - s))];
    double[] Back(double[,] w) => [.. Enumerable.Range(0, w.GetLength(0)).Select(r => da.Select((g, j) => g * w[r, j]).Sum())];
    double[,] Share(double[] from)
    {
        var share = new double[from.Length, da.Length];
        for (var r = 0; r < from.Length; r++)
            for (var j = 0; j < da.Length; j++) share[r, j] = from[r] * da[j];
        return share;
    }
    return new(Back(p.Wx), Back(p.Wh), Share(p.X), Share(h), da);
}

// wrong: rows and columns are exchanged on the way back
// says: DhBefore is what nudges of the state before measure
RnnGradients RnnStepBackward(RnnProblem p, double[] h)
{
    double[] da = [.. h.Select((s, j) => p.Dh[j] * s * (1 - s))];
    double[] Back(double[,] w) => [.. Enumerable.Range(0, w.GetLength(0)).Select(r => da.Select((g, j) => g * w[j % w.GetLength(0), r % w.GetLength(1)]).Sum())];
    double[,] Share(double[] from)
    {
        var share = new double[from.Length, da.Length];
        for (var r = 0; r < from.Length; r++)
            for (var j = 0; j < da.Length; j++) share[r, j] = from[r] * da[j];
        return share;
    }
    return new(Back(p.Wx), Back(p.Wh), Share(p.X), Share(p.HBefore), da);
}

// wrong: the gradient of x goes through the recurrent matrix
// says: Dx is what nudges of x measure; your code threw ArgumentException: It holds
RnnGradients RnnStepBackward(RnnProblem p, double[] h)
{
    double[] da = [.. h.Select((s, j) => p.Dh[j] * s * (1 - s))];
    double[] Back(double[,] w) => [.. Enumerable.Range(0, w.GetLength(0)).Select(r => da.Select((g, j) => g * w[r, j]).Sum())];
    double[,] Share(double[] from)
    {
        var share = new double[from.Length, da.Length];
        for (var r = 0; r < from.Length; r++)
            for (var j = 0; j < da.Length; j++) share[r, j] = from[r] * da[j];
        return share;
    }
    return new(Back(p.Wh), Back(p.Wh), Share(p.X), Share(p.HBefore), da);
}
