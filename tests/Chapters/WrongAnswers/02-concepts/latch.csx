// wrong: the input gate never shuts, so that every later symbol is written too
// says: what comes after the first step makes no difference
(double[,] Kernel, double[,] Recurrent, double[] Bias) Latch() => (new double[,] { { 0, 0, 5, 0 }, { 80, 0, 0, 0 } }, new double[,] { { 0, 0, 0, 0 } }, [40, 40, 0, 40]);

// wrong: the forget gate stands at Keras' start and loses the symbol
// says: after 1,000 steps h is what it was after the first
(double[,] Kernel, double[,] Recurrent, double[] Bias) Latch() => (new double[,] { { 0, 0, 5, 0 }, { 80, 0, 0, 0 } }, new double[,] { { 0, 0, 0, 0 } }, [-40, 1, 0, 40]);

// wrong: the candidate does not look at the symbol
// says: after the first step h has the sign of the symbol
(double[,] Kernel, double[,] Recurrent, double[] Bias) Latch() => (new double[,] { { 0, 0, 0, 0 }, { 80, 0, 0, 0 } }, new double[,] { { 0, 0, 0, 0 } }, [-40, 40, 5, 40]);

// wrong: the weights are in the order i, f, o, g
// says: after the first step h has the sign of the symbol
(double[,] Kernel, double[,] Recurrent, double[] Bias) Latch() => (new double[,] { { 0, 0, 0, 5 }, { 80, 0, 0, 0 } }, new double[,] { { 0, 0, 0, 0 } }, [-40, 40, 40, 0]);

// wrong: the candidate is too small
// says: h is at least 0.5 at every one of 1,000 steps
(double[,] Kernel, double[,] Recurrent, double[] Bias) Latch() => (new double[,] { { 0, 0, 0.3, 0 }, { 80, 0, 0, 0 } }, new double[,] { { 0, 0, 0, 0 } }, [-40, 40, 0, 40]);

// wrong: the kernel has its rows and columns the wrong way round
// says: your code threw ArgumentException
(double[,] Kernel, double[,] Recurrent, double[] Bias) Latch() => (new double[,] { { 0, 80 }, { 0, 0 }, { 5, 0 }, { 0, 0 } }, new double[,] { { 0, 0, 0, 0 } }, [-40, 40, 0, 40]);
