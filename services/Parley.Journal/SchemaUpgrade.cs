using DbUp.Builder;
using DbUp.Engine;

namespace Parley.Journal;

/// <summary>Brings a database's schema up to the scripts in this assembly. Scripts are only ever added.</summary>
internal static class SchemaUpgrade
{
    /// <summary>Runs the scripts that the database does not have.</summary>
    /// <param name="database">The database.</param>
    /// <param name="scripts">The folder of scripts, as a part of the assembly's name space.</param>
    /// <param name="where">The database, for people.</param>
    /// <exception cref="NewerSchemaException">The database has a script that this binary does not know.</exception>
    public static void Run(UpgradeEngineBuilder database, string scripts, string where)
    {
        var known = Scripts($"Parley.Journal.{scripts}.");
        var upgrade = database.WithScripts(known).WithVariablesDisabled().WithTransactionPerScript().LogToNowhere().Build();
        var unknown = upgrade.GetExecutedScripts().Except(known.Select(script => script.Name)).Order(StringComparer.Ordinal).FirstOrDefault();
        if (unknown is not null)
            throw new NewerSchemaException($"{where} has schema script {unknown}, which this binary does not know; start the newer binary.");
        var outcome = upgrade.PerformUpgrade();
        if (!outcome.Successful)
            throw new InvalidOperationException($"Script {outcome.ErrorScript?.Name} failed on {where}.", outcome.Error);
    }

    // Names without the namespace: they stand in every database and must outlive a move of the folder.
    private static SqlScript[] Scripts(string folder)
    {
        var assembly = typeof(SchemaUpgrade).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => SqlScript.FromStream(name[folder.Length..], assembly.GetManifestResourceStream(name)!))];
    }
}
