using System.Text;

namespace Jupyter.Protocol;

/// <summary>
/// Cursor positions: messages count Unicode code points, strings count UTF-16 units.
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#changed-in-version-5-2
/// </summary>
internal static class CodePoints
{
    /// <summary>The UTF-16 index of a cursor; a cursor behind the end is at the end.</summary>
    public static int ToIndex(string text, int cursor)
    {
        var index = 0;
        for (var i = 0; i < cursor && index < text.Length; i++)
        {
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        }

        return index;
    }

    /// <summary>The cursor of a UTF-16 index.</summary>
    public static int FromIndex(string text, int index)
    {
        var cursor = 0;
        foreach (var _ in text.AsSpan(0, Math.Clamp(index, 0, text.Length)).EnumerateRunes())
        {
            cursor++;
        }

        return cursor;
    }
}
