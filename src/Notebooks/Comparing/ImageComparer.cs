using System.Globalization;
using System.Security.Cryptography;

namespace Notebooks;

/// <summary>Compares pictures stored as base64: by their bytes, and PNG by size and pixels within a tolerance.</summary>
internal sealed class ImageComparer(ComparisonOptions options)
{
    /// <summary>How two pictures differ; null if they do not.</summary>
    public string? Difference(string expected, string actual)
    {
        if (expected == actual)
        {
            return null;
        }

        if (Bytes(expected) is not { } stored || Bytes(actual) is not { } now)
        {
            return $"stored {TextComparer.Quote(expected)}, now {TextComparer.Quote(actual)}: not both base64";
        }

        return stored.AsSpan().SequenceEqual(now) ? null
            : PngPixels.Read(stored) is { } left && PngPixels.Read(now) is { } right ? PixelDifference(left, right)
            : $"stored {Shown(stored)}, now {Shown(now)}";
    }

    /// <summary>Compares two links to pictures that hold the pictures themselves; false if they are not such links.</summary>
    public bool DataUriDifference(string expected, string actual, out string? difference)
    {
        const string Start = "data:image/png;base64,";
        var both = expected.StartsWith(Start, StringComparison.Ordinal) && actual.StartsWith(Start, StringComparison.Ordinal);
        difference = both ? Difference(expected[Start.Length..], actual[Start.Length..]) : null;
        return both;
    }

    private string? PixelDifference(PngPixels stored, PngPixels now)
    {
        if ((stored.Width, stored.Height) != (now.Width, now.Height))
        {
            return $"stored {stored.Width}×{stored.Height} pixels, now {now.Width}×{now.Height}";
        }

        var apart = stored.DistanceTo(now);
        return apart <= options.ImageTolerance ? null : string.Create(CultureInfo.InvariantCulture,
            $"{stored.Width}×{stored.Height} pixels, on average {apart:0.#####} of the range apart, more than {options.ImageTolerance:0.#####} (stored {Hash(stored.Source)}, now {Hash(now.Source)})");
    }

    private static byte[]? Bytes(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Shown(byte[] bytes) => $"{bytes.Length} bytes {Hash(bytes)}";

    private static string Hash(byte[] bytes) => "sha256 " + Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
}
