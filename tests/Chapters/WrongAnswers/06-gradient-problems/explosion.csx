// wrong: an LSTM as Keras draws it does not explode
// says: its first gradient is longer than a million
(Lstm Cell, Optimizer Tame) Explosion() => (new Lstm(32), new Sgd(0.1) { GlobalClipNorm = 1 });

// wrong: nothing is clipped
// says: no update moves the weights by more than 0.1
(Lstm Cell, Optimizer Tame) Explosion() => (new Lstm(32, recurrentInitializer: Initializer.Normal(0, 10 / Math.Sqrt(32))), new Sgd(0.1));

// wrong: each number is clipped by itself, and there are thousands of them
// says: no update moves the weights by more than 0.1
(Lstm Cell, Optimizer Tame) Explosion() => (new Lstm(32, recurrentInitializer: Initializer.Normal(0, 10 / Math.Sqrt(32))), new Sgd(0.1) { ClipValue = 1 });

// wrong: Adam moves every weight by about its rate, clipped or not
// says: no update moves the weights by more than 0.1
(Lstm Cell, Optimizer Tame) Explosion() => (new Lstm(32, recurrentInitializer: Initializer.Normal(0, 10 / Math.Sqrt(32))), new Adam(0.1) { GlobalClipNorm = 1 });

// wrong: another number of cells
// says: the LSTM has 32 cells; what came out: 64
(Lstm Cell, Optimizer Tame) Explosion() => (new Lstm(64, recurrentInitializer: Initializer.Normal(0, 10 / Math.Sqrt(64))), new Sgd(0.1) { GlobalClipNorm = 1 });
