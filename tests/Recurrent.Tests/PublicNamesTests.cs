using System.Reflection;

namespace Recurrent.Tests;

/// <summary>
/// The public names are those of PublicNames.txt, no more and no fewer; and each has its documentation. The environment
/// variable RECURRENT_WRITE_NAMES set to 1 writes the list anew.
/// </summary>
public class PublicNamesTests
{
    private static string ListFile
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "Recurrent.Tests.csproj")))
            {
                folder = folder.Parent;
            }

            return Path.Combine(folder.FullName, "PublicNames.txt");
        }
    }

    [Fact]
    public void PublicNames_AreThoseOfTheList()
    {
        string[] names = [.. Names().Order(StringComparer.Ordinal)];
        if (Environment.GetEnvironmentVariable("RECURRENT_WRITE_NAMES") == "1")
        {
            File.WriteAllLines(ListFile, names);
        }

        string[] listed = File.ReadAllLines(ListFile);
        Assert.True(names.SequenceEqual(listed), $"new: {string.Join("; ", names.Except(listed))}\ngone: {string.Join("; ", listed.Except(names))}");
    }

    [Fact]
    public void PublicNames_AreAllDocumented()
    {
        string documentation = File.ReadAllText(Path.ChangeExtension(typeof(Sequential).Assembly.Location, ".xml"));
        foreach (var type in typeof(Sequential).Assembly.GetExportedTypes())
        {
            Assert.True(documentation.Contains($"\"T:{type.FullName}\"", StringComparison.Ordinal), $"{type.Name} has no documentation");
        }
    }

    private static IEnumerable<string> Names()
    {
        foreach (var type in typeof(Sequential).Assembly.GetExportedTypes())
        {
            yield return Text(type);
            foreach (var member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                bool ofTheCompiler = member is MethodInfo { IsSpecialName: true } && !member.Name.StartsWith("op_", StringComparison.Ordinal);
                if (!ofTheCompiler && member.Name is not ("value__" or "Equals" or "GetHashCode" or "ToString" or "op_Equality" or "op_Inequality" or "<Clone>$" or "Deconstruct"))
                {
                    string parameters = member is MethodBase method ? $"({string.Join(", ", method.GetParameters().Select(p => $"{Text(p.ParameterType)} {p.Name}"))})" : "";
                    yield return $"{Text(type)}.{(member is ConstructorInfo ? "new" : member.Name)}{parameters}";
                }
            }
        }
    }

    private static string Text(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Text(type.GetElementType()!) + (type.IsByRef ? "&" : $"[{new string(',', type.GetArrayRank() - 1)}]");
        }

        string name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Text))}>" : name;
    }
}
