using System.Globalization;
using System.Text;
using Benchmarks.Results;

namespace Benchmarks.Growth;

/// <summary>The points as CSV or JSON, by the file's ending.</summary>
internal static class GrowthFile
{
    public static void Write(string path, IReadOnlyList<GrowthPoint> points)
    {
        if (Path.GetExtension(path) == ".json")
        {
            JsonFile.Write(path, points);
            return;
        }

        var text = new StringBuilder("axis,layer,hidden,steps,batch,features,mode,threads,engine,best_ms,median_ms\n");
        foreach (var p in points)
        {
            text.Append(CultureInfo.InvariantCulture, $"{p.Axis},{p.Layer},{p.Hidden},{p.Steps},{p.Batch},{p.Features},{p.Mode},{p.Threads},{p.Engine},{p.BestMs:R},{p.MedianMs:R}\n");
        }

        WholeFile.Write(path, text.ToString());
    }
}
