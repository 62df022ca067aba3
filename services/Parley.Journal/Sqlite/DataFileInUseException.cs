namespace Parley.Journal.Sqlite;

/// <summary>The data file is held by another store, in this process or another. Two writers would each trust a head row the other moves.</summary>
public sealed class DataFileInUseException(string message, Exception inner) : IOException(message, inner);
