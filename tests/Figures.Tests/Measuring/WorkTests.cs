using Recurrent;

namespace Figures.Tests;

public class WorkTests
{
    [Fact]
    public void Multiplications_AreThoseOfTheFormula()
    {
        var model = new Sequential(new SimpleRnn(5), new Dense(2)) { Threads = 1 };
        var x = new Tensor<float>(3, 7, 4);
        model.Predict(x);

        Assert.Equal(3 * ((7 * 5 * (4 + 5)) + (5 * 2)), Work.Multiplications(model, m => m.Predict(x)));
    }

    [Fact]
    public void Multiplications_OfSeveralThreadsAreRefused()
    {
        var model = new Sequential(new Dense(2)) { Threads = 2 };
        Assert.Contains("2 threads", Assert.Throws<ArgumentException>(() => Work.Multiplications(model, _ => { })).Message, StringComparison.Ordinal);
    }
}
