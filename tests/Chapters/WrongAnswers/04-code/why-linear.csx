// wrong: the networks are thought too small
// says: it fits that the linear rules have 11 and 25 weights, the networks 7,361 and 29,345; what came out: a
char Why() => 'a';

// wrong: the longer window is taken for the reason
// says: it fits that AR(10), with the same ten months, has 18.83 and beats every network too; what came out: b
char Why() => 'b';

// wrong: more training is asked for
// says: it fits the figure of section 4.6: the test loss rises while the training loss falls; what came out: c
char Why() => 'c';

// wrong: nothing is thought to be predictable
// says: it fits that AR(24) is 9 % better than the last value; what came out: e
char Why() => 'e';

// wrong: the higher cycles are thought to hurt one side only
// says: it fits that the linear rules were fitted on the same low cycles, and do not suffer; what came out: f
char Why() => 'f';

// wrong: no letter of the list
// says: the answer is one of the letters a to f
char Why() => 'D';
