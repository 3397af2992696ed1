// wrong: the derivative by y, not by the answer
// says: an answer that is too low wants to go up: the slope is negative; what came out: 0.3
double PinballSlope(double q, double y, double p) => y > p ? q : q - 1;

// wrong: the two weights are swapped
// says: q = 0.9, answer too low: as measured by a nudge; what came out: -0.1
double PinballSlope(double q, double y, double p) => y > p ? q - 1 : q;

// wrong: it is the slope of the squared error
// says: how far off it is makes no difference; what came out: (-6, -96)
double PinballSlope(double q, double y, double p) => 2 * (p - y);

// wrong: the loss is taken for its slope
// says: an answer that is too low wants to go up: the slope is negative; what came out: 0.9
double PinballSlope(double q, double y, double p) => y >= p ? q * (y - p) : (1 - q) * (p - y);

// wrong: only one of the two cases
// says: an answer that is too high wants to go down; what came out: -0.3
double PinballSlope(double q, double y, double p) => -q;

// wrong: both sides weigh the same, which is the median whatever q is
// says: q = 0.9, answer too low: as measured by a nudge; what came out: -0.5
double PinballSlope(double q, double y, double p) => y > p ? -0.5 : 0.5;
