using System.Text.Json;

namespace Recurrent.Tests;

/// <summary>What a fresh layer must look like, for several seeds.</summary>
internal static class InitializerCase
{
    public static void Check(ReferenceCase reference)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            var model = new Sequential<double>(ReferenceModel.Layer(reference["layer"])) { Seed = seed };
            model.Build(reference["input_features"].GetInt32());
            var expected = reference.Expected;
            if (expected.Has("parameter_count", out var count))
            {
                Assert.Equal(count.GetInt32(), model.ParameterCount);
            }

            foreach (var weight in expected.EnumerateObject().Where(w => w.Name is "kernel" or "recurrent_kernel"))
            {
                CheckMatrix(weight.Value, model[0, weight.Name], weight.Name);
            }

            if (expected.Has("bias", out var bias))
            {
                new Tolerance(0, 0).Check(bias, model[0, "bias"], "bias");
            }
        }
    }

    private static void CheckMatrix(JsonElement expected, Tensor<double> matrix, string name)
    {
        Assert.Equal(ReferenceJson.Ints(expected.GetProperty("dimensions")), matrix.Shape);
        switch (expected.GetProperty("distribution").GetString())
        {
            case "uniform":
                CheckUniform(expected.GetProperty("limit").GetDouble(), matrix);
                break;
            case "orthogonal":
                string sides = expected.GetProperty("orthonormal").GetString()!;
                CheckOrthonormal(matrix, sides.Contains("rows"), sides.Contains("columns"));
                break;
            default:
                Assert.Fail($"{name} has an unknown distribution.");
                break;
        }
    }

    // all within the limit, and spread as a uniform law is: variance limit^2 / 3, up to five deviations of its estimate
    private static void CheckUniform(double limit, Tensor<double> matrix)
    {
        double[] values = matrix.ToArray();
        Assert.All(values, v => Assert.InRange(v, -limit * (1 + 1e-12), limit * (1 + 1e-12)));
        double variance = values.Average(v => v * v);
        double spread = 5 * Math.Sqrt(4.0 / 45 / values.Length) * limit * limit;
        Assert.InRange(variance, (limit * limit / 3) - spread, (limit * limit / 3) + spread);
        Assert.True(values.Length < 8 || values.Distinct().Count() > values.Length / 2, "the values repeat");
    }

    private static void CheckOrthonormal(Tensor<double> matrix, bool rows, bool columns)
    {
        Assert.True(rows || columns, "neither rows nor columns are to be orthonormal");
        int height = matrix.Shape[0], width = matrix.Shape[1];
        for (int i = 0; rows && i < height; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double product = Enumerable.Range(0, width).Sum(k => matrix[i, k] * matrix[j, k]);
                Assert.Equal(i == j ? 1 : 0, product, 1e-12);
            }
        }

        for (int i = 0; columns && i < width; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double product = Enumerable.Range(0, height).Sum(k => matrix[k, i] * matrix[k, j]);
                Assert.Equal(i == j ? 1 : 0, product, 1e-12);
            }
        }
    }
}
