using DbUp;
using DbUp.Engine;
using Microsoft.Data.Sqlite;

namespace Parley.Journal.Sqlite;

/// <summary>Brings a data file's schema up to the scripts in this assembly. Scripts are only ever added.</summary>
internal static class SchemaUpgrade
{
    private const string Folder = "Parley.Journal.Sqlite.Migrations.";

    /// <exception cref="NewerSchemaException">The file has a script that this binary does not know.</exception>
    public static void Run(string file)
    {
        var scripts = Scripts();
        var upgrade = DeployChanges.To
            .SqliteDatabase(Connections.Text(file, SqliteOpenMode.ReadWrite))
            .WithScripts(scripts)
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build();
        RefuseNewer(file, upgrade.GetExecutedScripts(), scripts);
        var outcome = upgrade.PerformUpgrade();
        if (!outcome.Successful)
            throw new InvalidOperationException($"Script {outcome.ErrorScript?.Name} failed on {file}.", outcome.Error);
    }

    // Names without the namespace: they stand in every data file and must outlive a move of the folder.
    private static SqlScript[] Scripts()
    {
        var assembly = typeof(SchemaUpgrade).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => SqlScript.FromStream(name[Folder.Length..], assembly.GetManifestResourceStream(name)!))];
    }

    private static void RefuseNewer(string file, List<string> executed, SqlScript[] known)
    {
        var unknown = executed.Except(known.Select(script => script.Name)).Order(StringComparer.Ordinal).FirstOrDefault();
        if (unknown is not null)
            throw new NewerSchemaException($"The data file {file} has schema script {unknown}, which this binary does not know; start the newer binary.");
    }
}
