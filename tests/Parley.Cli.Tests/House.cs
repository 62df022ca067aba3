namespace Parley.Cli.Tests;

/// <summary>The source tree, found from where the tests run.</summary>
internal static class House
{
    public static string Root { get; } = Find();

    public static string Scenarios { get; } = Path.Combine(Root, "deploy", "scenarios");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the source tree.");
    }
}
