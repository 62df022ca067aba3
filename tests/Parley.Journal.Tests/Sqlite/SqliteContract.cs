using Parley.Journal.Tests.Contract;

namespace Parley.Journal.Tests.Sqlite;

public sealed class SqliteAppend() : AppendContract(new SqliteFixture());

public sealed class SqliteFence() : FenceContract(new SqliteFixture());

public sealed class SqliteRequest() : RequestContract(new SqliteFixture());

public sealed class SqliteIsolation() : IsolationContract(new SqliteFixture());

public sealed class SqliteEventRead() : EventReadContract(new SqliteFixture());

public sealed class SqliteDue() : DueContract(new SqliteFixture());

public sealed class SqliteJournalList() : JournalListContract(new SqliteFixture());

public sealed class SqliteAdmission() : AdmissionContract(new SqliteFixture());

public sealed class SqliteEntryList() : EntryListContract(new SqliteFixture());

public sealed class SqliteModel() : ModelContract(new SqliteFixture());

public sealed class SqliteRace() : RaceContract(new SqliteFixture());

public sealed class SqliteAnyEntryList() : AnyEntryListContract(new SqliteFixture());
