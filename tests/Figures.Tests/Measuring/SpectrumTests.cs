using Recurrent;

namespace Figures.Tests;

public class SpectrumTests
{
    [Fact]
    public void SingularValues_AreTheStretchesAlongTheAxes() =>
        Assert.Equal([3, 2], Spectrum.SingularValues(new Tensor<double>([0, 2, -3, 0], 2, 2)).Select(value => Math.Round(value, 12)));

    [Fact]
    public void SingularValues_OfAnOrthogonalStartAreOne()
    {
        var network = new Sequential<double>(new SimpleRnn(16)) { Seed = 3 };
        network.Build(2);

        Assert.All(Spectrum.SingularValues(network[0, "recurrent_kernel"]), value => Assert.Equal(1, value, 1e-12));
    }

    [Fact]
    public void Eigenvalues_OfAQuarterTurnAreImaginary()
    {
        var values = Spectrum.Eigenvalues(new Tensor<double>([0, -2, 2, 0], 2, 2));

        Assert.All(values, value => Assert.Equal((0.0, 2.0), (Math.Round(value.Real, 12), Math.Round(Math.Abs(value.Imaginary), 12))));
    }

    [Fact]
    public void Eigenvalues_ComeLargestFirst() =>
        Assert.Equal([-5, 0.5], Spectrum.Eigenvalues(new Tensor<double>([0.5, 100, 0, -5], 2, 2)).Select(value => Math.Round(value.Real, 9)));

    [Fact]
    public void Spectrum_RefusesWhatIsNoMatrix()
    {
        Assert.Contains("2 rows and 1 columns", Assert.Throws<ArgumentException>(() => Spectrum.Eigenvalues(new Tensor<double>(2, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("1 axes", Assert.Throws<ArgumentException>(() => Spectrum.SingularValues(new Tensor<double>(2))).Message, StringComparison.Ordinal);
        Assert.Contains("not finite", Assert.Throws<ArgumentException>(() => Spectrum.SingularValues(new Tensor<double>([double.NaN], 1, 1))).Message, StringComparison.Ordinal);
    }
}
