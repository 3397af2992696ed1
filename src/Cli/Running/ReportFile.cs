using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Cli.Running;

/// <summary>Writes a report's XML, whole or not at all.</summary>
internal static class ReportFile
{
    public static void Write(string file, XElement root)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = $"{file}.{Environment.ProcessId}.tmp";
        using (var writer = XmlWriter.Create(temporary, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            new XDocument(root).Save(writer);
        }

        File.Move(temporary, file, overwrite: true);
    }

    /// <summary>The text without what XML has no way to write: most control characters.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value >= ' ' || rune.Value is '\n' or '\t' ? rune.ToString() : "\uFFFD");
        }

        return clean.Replace("\uFFFE", "\uFFFD").Replace("\uFFFF", "\uFFFD").ToString();
    }
}
