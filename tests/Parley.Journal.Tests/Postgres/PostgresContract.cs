using Parley.Journal.Tests.Contract;
using Parley.Testing;

namespace Parley.Journal.Tests.Postgres;

public sealed class PostgresAppend(SharedPostgres server) : AppendContract(new PostgresFixture(server));

public sealed class PostgresFence(SharedPostgres server) : FenceContract(new PostgresFixture(server));

public sealed class PostgresRequest(SharedPostgres server) : RequestContract(new PostgresFixture(server));

public sealed class PostgresIsolation(SharedPostgres server) : IsolationContract(new PostgresFixture(server));

public sealed class PostgresEventRead(SharedPostgres server) : EventReadContract(new PostgresFixture(server));

public sealed class PostgresDue(SharedPostgres server) : DueContract(new PostgresFixture(server));

public sealed class PostgresJournalList(SharedPostgres server) : JournalListContract(new PostgresFixture(server));

public sealed class PostgresAdmission(SharedPostgres server) : AdmissionContract(new PostgresFixture(server));

public sealed class PostgresEntryList(SharedPostgres server) : EntryListContract(new PostgresFixture(server));

public sealed class PostgresModel(SharedPostgres server) : ModelContract(new PostgresFixture(server));

public sealed class PostgresRace(SharedPostgres server) : RaceContract(new PostgresFixture(server));

public sealed class PostgresAnyEntryList(SharedPostgres server) : AnyEntryListContract(new PostgresFixture(server));
