// wrong: a loop in place of a tree
// says: 1,024 steps: at most 20 joins after one another; what came out: 1023
Step[] Scan(Step[] steps)
{
    var all = steps.ToArray();
    for (var t = 1; t < all.Length; t++) all[t] = all[t - 1].Then(all[t]);
    return all;
}

// wrong: the later step is applied first
// says: first things first: 0 times h plus 5, then 2 times h plus 0, is 10; what came out: 5
Step[] Scan(Step[] steps)
{
    for (var d = 1; d < steps.Length; d *= 2)
        steps = [.. steps.Select((step, t) => t >= d ? step.Then(steps[t - d]) : step)];
    return steps;
}

// wrong: only the pair of the whole sequence
// says: there are as many pairs as steps; what came out: 1
Step[] Scan(Step[] steps) => [steps.Aggregate((before, step) => before.Then(step))];

// wrong: the distance grows by one in place of doubling, so steps are counted more than once
// says: 8 steps: the largest gap to the loop is below 1e-12
Step[] Scan(Step[] steps)
{
    for (var d = 1; d < steps.Length; d++)
        steps = [.. steps.Select((step, t) => t >= d ? steps[t - d].Then(step) : step)];
    return steps;
}

// wrong: a round reads what it has written itself
// says: 8 steps: the largest gap to the loop is below 1e-12
Step[] Scan(Step[] steps)
{
    var all = steps.ToArray();
    for (var d = 1; d < all.Length; d *= 2)
        for (var t = d; t < all.Length; t++) all[t] = all[t - d].Then(all[t]);
    return all;
}

// wrong: it works in blocks of a power of two and leaves the rest alone
// says: 37 steps, no power of two: the same
Step[] Scan(Step[] steps)
{
    var whole = 1 << (int)Math.Log2(steps.Length);
    for (var d = 1; d < whole; d *= 2)
        steps = [.. steps.Select((step, t) => t >= d && t < whole ? steps[t - d].Then(step) : step)];
    return steps;
}
