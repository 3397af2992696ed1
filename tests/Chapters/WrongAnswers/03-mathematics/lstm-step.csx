// wrong: the new cell is taken for the old one
// says: Db, block f, is what nudges of b measure
LstmGradients LstmStepBackward(LstmProblem p, Step s)
{
    var n = p.Dh.Length;
    var (da, dC) = (new double[4 * n], new double[n]);
    for (var j = 0; j < n; j++)
    {
        double i = s.I[j], f = s.F[j], g = s.G[j], o = s.O[j], tanhC = Math.Tanh(s.C[j]);
        dC[j] = p.Dh[j] * o * (1 - tanhC * tanhC) + p.DC[j];
        da[j] = dC[j] * g * i * (1 - i);
        da[n + j] = dC[j] * s.C[j] * f * (1 - f);
        da[2 * n + j] = dC[j] * i * (1 - g * g);
        da[3 * n + j] = p.Dh[j] * tanhC * o * (1 - o);
    }
    double[] Back(double[,] w) => [.. Enumerable.Range(0, w.GetLength(0)).Select(r => da.Select((v, q) => v * w[r, q]).Sum())];
    double[,] Share(double[] from)
    {
        var share = new double[from.Length, 4 * n];
        for (var r = 0; r < from.Length; r++)
            for (var q = 0; q < 4 * n; q++) share[r, q] = from[r] * da[q];
        return share;
    }
    double[] dCBefore = [.. dC.Select((v, j) => v * s.F[j])];
    return new(Back(p.Kx), Back(p.Kh), dCBefore, Share(p.X), Share(p.HBefore), da);
}

// wrong: what the later step sends along the cell is forgotten
// says: Db, block i, is what nudges of b measure
LstmGradients LstmStepBackward(LstmProblem p, Step s)
{
    var n = p.Dh.Length;
    var (da, dC) = (new double[4 * n], new double[n]);
    for (var j = 0; j < n; j++)
    {
        double i = s.I[j], f = s.F[j], g = s.G[j], o = s.O[j], tanhC = Math.Tanh(s.C[j]);
        dC[j] = p.Dh[j] * o * (1 - tanhC * tanhC);
        da[j] = dC[j] * g * i * (1 - i);
        da[n + j] = dC[j] * p.CBefore[j] * f * (1 - f);
        da[2 * n + j] = dC[j] * i * (1 - g * g);
        da[3 * n + j] = p.Dh[j] * tanhC * o * (1 - o);
    }
    double[] Back(double[,] w) => [.. Enumerable.Range(0, w.GetLength(0)).Select(r => da.Select((v, q) => v * w[r, q]).Sum())];
    double[,] Share(double[] from)
    {
        var share = new double[from.Length, 4 * n];
        for (var r = 0; r < from.Length; r++)
            for (var q = 0; q < 4 * n; q++) share[r, q] = from[r] * da[q];
        return share;
    }
    double[] dCBefore = [.. dC.Select((v, j) => v * s.F[j])];
    return new(Back(p.Kx), Back(p.Kh), dCBefore, Share(p.X), Share(p.HBefore), da);
}

// wrong: the candidate has the slope of the sigmoid
// says: Db, block g, is what nudges of b measure
LstmGradients LstmStepBackward(LstmProblem p, Step s)
{
    var n = p.Dh.Length;
    var (da, dC) = (new double[4 * n], new double[n]);
    for (var j = 0; j < n; j++)
    {
        double i = s.I[j], f = s.F[j], g = s.G[j], o = s.O[j], tanhC = Math.Tanh(s.C[j]);
        dC[j] = p.Dh[j] * o * (1 - tanhC * tanhC) + p.DC[j];
        da[j] = dC[j] * g * i * (1 - i);
        da[n + j] = dC[j] * p.CBefore[j] * f * (1 - f);
        da[2 * n + j] = dC[j] * i * g * (1 - g);
        da[3 * n + j] = p.Dh[j] * tanhC * o * (1 - o);
    }
    double[] Back(double[,] w) => [.. Enumerable.Range(0, w.GetLength(0)).Select(r => da.Select((v, q) => v * w[r, q]).Sum())];
    double[,] Share(double[] from)
    {
        var share = new double[from.Length, 4 * n];
        for (var r = 0; r < from.Length; r++)
            for (var q = 0; q < 4 * n; q++) share[r, q] = from[r] * da[q];
        return share;
    }
    double[] dCBefore = [.. dC.Select((v, j) => v * s.F[j])];
    return new(Back(p.Kx), Back(p.Kh), dCBefore, Share(p.X), Share(p.HBefore), da);
}

// wrong: the output gate receives the cell, not its tanh
// says: Db, block o, is what nudges of b measure
LstmGradients LstmStepBackward(LstmProblem p, Step s)
{
    var n = p.Dh.Length;
    var (da, dC) = (new double[4 * n], new double[n]);
    for (var j = 0; j < n; j++)
    {
        double i = s.I[j], f = s.F[j], g = s.G[j], o = s.O[j], tanhC = Math.Tanh(s.C[j]);
        dC[j] = p.Dh[j] * o * (1 - tanhC * tanhC) + p.DC[j];
        da[j] = dC[j] * g * i * (1 - i);
        da[n + j] = dC[j] * p.CBefore[j] * f * (1 - f);
        da[2 * n + j] = dC[j] * i * (1 - g * g);
        da[3 * n + j] = p.Dh[j] * s.C[j] * o * (1 - o);
    }
    double[] Back(double[,] w) => [.. Enumerable.Range(0, w.GetLength(0)).Select(r => da.Select((v, q) => v * w[r, q]).Sum())];
    double[,] Share(double[] from)
    {
        var share = new double[from.Length, 4 * n];
        for (var r = 0; r < from.Length; r++)
            for (var q = 0; q < 4 * n; q++) share[r, q] = from[r] * da[q];
        return share;
    }
    double[] dCBefore = [.. dC.Select((v, j) => v * s.F[j])];
    return new(Back(p.Kx), Back(p.Kh), dCBefore, Share(p.X), Share(p.HBefore), da);
}

// wrong: the forget gate is missing on the way along the cell
// says: DCBefore is what nudges of the cell before measure
LstmGradients LstmStepBackward(LstmProblem p, Step s)
{
    var n = p.Dh.Length;
    var (da, dC) = (new double[4 * n], new double[n]);
    for (var j = 0; j < n; j++)
    {
        double i = s.I[j], f = s.F[j], g = s.G[j], o = s.O[j], tanhC = Math.Tanh(s.C[j]);
        dC[j] = p.Dh[j] * o * (1 - tanhC * tanhC) + p.DC[j];
        da[j] = dC[j] * g * i * (1 - i);
        da[n + j] = dC[j] * p.CBefore[j] * f * (1 - f);
        da[2 * n + j] = dC[j] * i * (1 - g * g);
        da[3 * n + j] = p.Dh[j] * tanhC * o * (1 - o);
    }
    double[] Back(double[,] w) => [.. Enumerable.Range(0, w.GetLength(0)).Select(r => da.Select((v, q) => v * w[r, q]).Sum())];
    double[,] Share(double[] from)
    {
        var share = new double[from.Length, 4 * n];
        for (var r = 0; r < from.Length; r++)
            for (var q = 0; q < 4 * n; q++) share[r, q] = from[r] * da[q];
        return share;
    }
    double[] dCBefore = [.. dC.Select((v, j) => v)];
    return new(Back(p.Kx), Back(p.Kh), dCBefore, Share(p.X), Share(p.HBefore), da);
}

// wrong: the shares take the state after the step
// says: DKh is what nudges of Kh measure
LstmGradients LstmStepBackward(LstmProblem p, Step s)
{
    var n = p.Dh.Length;
    var (da, dC) = (new double[4 * n], new double[n]);
    for (var j = 0; j < n; j++)
    {
        double i = s.I[j], f = s.F[j], g = s.G[j], o = s.O[j], tanhC = Math.Tanh(s.C[j]);
        dC[j] = p.Dh[j] * o * (1 - tanhC * tanhC) + p.DC[j];
        da[j] = dC[j] * g * i * (1 - i);
        da[n + j] = dC[j] * p.CBefore[j] * f * (1 - f);
        da[2 * n + j] = dC[j] * i * (1 - g * g);
        da[3 * n + j] = p.Dh[j] * tanhC * o * (1 - o);
    }
    double[] Back(double[,] w) => [.. Enumerable.Range(0, w.GetLength(0)).Select(r => da.Select((v, q) => v * w[r, q]).Sum())];
    double[,] Share(double[] from)
    {
        var share = new double[from.Length, 4 * n];
        for (var r = 0; r < from.Length; r++)
            for (var q = 0; q < 4 * n; q++) share[r, q] = from[r] * da[q];
        return share;
    }
    double[] dCBefore = [.. dC.Select((v, j) => v * s.F[j])];
    return new(Back(p.Kx), Back(p.Kh), dCBefore, Share(p.X), Share(s.H), da);
}

// wrong: only the first block goes back through the matrix
// says: DhBefore is what nudges of the state before measure
LstmGradients LstmStepBackward(LstmProblem p, Step s)
{
    var n = p.Dh.Length;
    var (da, dC) = (new double[4 * n], new double[n]);
    for (var j = 0; j < n; j++)
    {
        double i = s.I[j], f = s.F[j], g = s.G[j], o = s.O[j], tanhC = Math.Tanh(s.C[j]);
        dC[j] = p.Dh[j] * o * (1 - tanhC * tanhC) + p.DC[j];
        da[j] = dC[j] * g * i * (1 - i);
        da[n + j] = dC[j] * p.CBefore[j] * f * (1 - f);
        da[2 * n + j] = dC[j] * i * (1 - g * g);
        da[3 * n + j] = p.Dh[j] * tanhC * o * (1 - o);
    }
    double[] Back(double[,] w) => [.. Enumerable.Range(0, w.GetLength(0)).Select(r => da.Select((v, q) => v * w[r, q]).Sum())];
    double[,] Share(double[] from)
    {
        var share = new double[from.Length, 4 * n];
        for (var r = 0; r < from.Length; r++)
            for (var q = 0; q < 4 * n; q++) share[r, q] = from[r] * da[q];
        return share;
    }
    double[] dCBefore = [.. dC.Select((v, j) => v * s.F[j])];
    return new(Back(p.Kx), [.. Enumerable.Range(0, n).Select(r => da.Take(n).Select((v, q) => v * p.Kh[r, q]).Sum())], dCBefore, Share(p.X), Share(p.HBefore), da);
}
