// wrong: Keras' start
// says: added up over all steps, is not below 119
double ForgetBias() => 1;

// wrong: the gate is given where the bias is asked for
// says: added up over all steps, is not below 119
double ForgetBias() => 119 / 120.0;

// wrong: logarithm to base 2
// says: and not above 121
double ForgetBias() => Math.Log2(119);

// wrong: decades
// says: added up over all steps, is not below 119
double ForgetBias() => Math.Log10(119);
