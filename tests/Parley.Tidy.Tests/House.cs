using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Parley.Tidy.Tests;

/// <summary>The source tree, found from where the tests run.</summary>
internal static partial class House
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file under a folder of the house, without what builds make.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(s => s is "bin" or "obj" or ".tools"));

    /// <summary>A file's text without comments and string contents, so that prose is not taken for code.</summary>
    public static string CodeOf(string file) => Noise().Replace(File.ReadAllText(file), " ");

    public static string NameOf(string file) => Path.GetRelativePath(Root, file);

    /// <summary>The project and package references of a project file.</summary>
    public static (string[] Projects, string[] Packages) ReferencesOf(string project)
    {
        var xml = XDocument.Load(project);
        string[] Includes(string element) => [.. xml.Descendants(element).Select(e => (string)e.Attribute("Include")!)];
        return ([.. Includes("ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/')))], Includes("PackageReference"));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the source tree.");
    }

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|\"\"\"[\s\S]*?\"\"\"|\$?@?"(?:\\.|[^"\\\n])*" """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Noise();
}
