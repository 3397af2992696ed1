// wrong: the bias is the number of steps
// says: the horizon 1 + e^b of the forget bias is 500, to 0.5
(double Forget, double Input) Start() => (500, -3);

// wrong: Keras' start
// says: 500 steps later more than a third of what was written is left
(double Forget, double Input) Start() => (1, -3);

// wrong: a logarithm of base ten
// says: the horizon 1 + e^b of the forget bias is 500, to 0.5; what came out: 15.8
(double Forget, double Input) Start() => (Math.Log10(499), -3);

// wrong: the input gate stays half open and lets all the noise in
// says: the input gate starts nearly shut: it lets in at most a tenth; what came out: 0.5
(double Forget, double Input) Start() => (Math.Log(499), 0);

// wrong: the input gate is so far shut that no gradient opens it
// says: a network that starts so is right on at least 99 % after 330 updates
(double Forget, double Input) Start() => (Math.Log(499), -40);
