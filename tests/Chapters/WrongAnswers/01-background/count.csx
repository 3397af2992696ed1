// wrong: nothing is carried from step to step
// says: an X is still counted 20 steps later; what came out: 0
CounterWeights Counter() => new(new double[,] { { 1, 0 }, { 0, 1 } }, new double[,] { { 0, 0 }, { 0, 0 } }, [0, 0], [1, -1]);

// wrong: one unit holds the whole count, and is cut off at 0
// says: one Y counts -1; what came out: 0
CounterWeights Counter() => new(new double[,] { { 1, 0 }, { -1, 0 } }, new double[,] { { 1, 0 }, { 0, 1 } }, [0, 0], [1, 0]);

// wrong: each unit also takes the other symbol off its count, so both are cut off at 0
// says: XY and YX both count 0; what came out: (-1, 1)
CounterWeights Counter() => new(new double[,] { { 1, -1 }, { -1, 1 } }, new double[,] { { 1, 0 }, { 0, 1 } }, [0, 0], [1, -1]);

// wrong: the memory leaks
// says: an X is still counted 20 steps later; what came out: 0.12
CounterWeights Counter() => new(new double[,] { { 1, 0 }, { 0, 1 } }, new double[,] { { 0.9, 0 }, { 0, 0.9 } }, [0, 0], [1, -1]);

// wrong: a bias counts the steps
// says: twenty dots count nothing; what came out: 2
CounterWeights Counter() => new(new double[,] { { 1, 0 }, { 0, 1 } }, new double[,] { { 1, 0 }, { 0, 1 } }, [0.1, 0], [1, -1]);

// wrong: the output adds the two counts
// says: one Y counts -1; what came out: 1
CounterWeights Counter() => new(new double[,] { { 1, 0 }, { 0, 1 } }, new double[,] { { 1, 0 }, { 0, 1 } }, [0, 0], [1, 1]);

// wrong: each unit also takes over the other one's state
// says: XXY, 300 times over, counts 300
CounterWeights Counter() => new(new double[,] { { 1, 0 }, { 0, 1 } }, new double[,] { { 1, 1 }, { 1, 1 } }, [0, 0], [1, -1]);
