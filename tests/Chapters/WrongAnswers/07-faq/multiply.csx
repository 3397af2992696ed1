// wrong: it is not trained, and says so
// says: it has seen at least one sequence, and fewer than 482,000; what came out: 0
(Sequential<float> Model, int Sequences) Multiplier()
{
    var model = new Sequential(new Lstm(8), new Dense(1)) { Seed = 1 };
    model.Compile(new Adam(), "mse");
    model.Build(2);
    return (model, 0);
}

// wrong: it always says the mean
// says: two numbers that differ give an answer that differs
(Sequential<float> Model, int Sequences) Multiplier()
{
    var model = new Sequential(new Lstm(8), new Dense(1, kernelInitializer: Initializer.Zeros, biasInitializer: Initializer.Constant(0.25))) { Seed = 1 };
    model.Compile(new Adam(), "mse");
    model.Build(2);
    return (model, 50);
}

// wrong: it adds
// says: 0.5 and 0.5 are multiplied, not added
(Sequential<float> Model, int Sequences) Multiplier()
{
    var model = new Sequential(new Lstm(32, biasInitializer: Initializer.Chrono(100)), new Dense(1)) { Seed = 1 };
    model.Compile(new Adam(0.005) { GlobalClipNorm = 1 }, "mse");
    for (var n = 0; n < 800; n++)
    {
        var batch = SequenceTasks.Adding(50, 100, 1000 + n);
        model.TrainOnBatch(batch.X, batch.Y);
    }
    return (model, 50 * 800);
}

// wrong: the training breaks off early
// says: on new sequences the error is a tenth of the constant's, or less
(Sequential<float> Model, int Sequences) Multiplier()
{
    var model = new Sequential(new Lstm(32, biasInitializer: Initializer.Chrono(100)), new Dense(1)) { Seed = 1 };
    model.Compile(new Adam(0.005) { GlobalClipNorm = 1 }, "mse");
    for (var n = 0; n < 20; n++)
    {
        var batch = Products(50, 1000 + n);
        model.TrainOnBatch(batch.X, batch.Y);
    }
    return (model, 50 * 20);
}
