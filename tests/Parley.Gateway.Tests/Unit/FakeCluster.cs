using System.Collections.Concurrent;
using Google.Protobuf;
using Orleans.Runtime;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

/// <summary>A cluster without silos: journals held in memory, that answer what a test tells them to.</summary>
internal sealed class FakeCluster : IGrainFactory
{
    private readonly ConcurrentDictionary<string, FakeJournal> _journals = new();

    public FakeCluster() => Catalogue = new(this);

    public FakeCatalogue Catalogue { get; }

    public FakeJournal this[string journal] => _journals.GetOrAdd(journal, name => new(name));

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey => (TGrainInterface)(object)this[primaryKey];

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey => (TGrainInterface)(object)Catalogue;

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => (TGrainObserverInterface)obj;

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        foreach (var journal in _journals.Values)
        {
            journal.Forget((IJournalObserver)obj);
        }
    }

    TGrainInterface IGrainFactory.GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix) => throw new NotSupportedException();

    TGrainInterface IGrainFactory.GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix) => throw new NotSupportedException();

    TGrainInterface IGrainFactory.GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw new NotSupportedException();

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => throw new NotSupportedException();

    TGrainInterface IGrainFactory.GetGrain<TGrainInterface>(GrainId grainId) => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId) => throw new NotSupportedException();

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw new NotSupportedException();
}

/// <summary>A journal that records what it is sent. Everybody may read it, but for those it is told to turn away.</summary>
internal sealed class FakeJournal(string name) : ITruceGrain, IConflictGrain, ITextGrain, IVaultGrain
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<Event> _events = [];
    private readonly HashSet<IJournalObserver> _observers = [];

    public ConcurrentQueue<Command> Commands { get; } = new();

    public ConcurrentQueue<Query> Queries { get; } = new();

    /// <summary>What a command comes to; the default is an observation.</summary>
    public Func<Command, ValueTask<Outcome<IMessage>>> OnExecute { get; set; } =
        c => new(Outcome<IMessage>.Of(new Observation { Name = c.AssignedId }, 1));

    /// <summary>What a query other than of events comes to.</summary>
    public Func<Query, ValueTask<Outcome<IMessage>>> OnRead { get; set; } = _ => new(Outcome<IMessage>.Refused(Rejection.NotFound(name)));

    /// <summary>Whether its silo answers no read in time.</summary>
    public bool IsSilent { get; set; }

    public ConcurrentDictionary<string, bool> TurnedAway { get; } = new();

    public int Watches { get; private set; }

    public bool IsLost { get; set; }

    public int Observers
    {
        get
        {
            lock (_gate)
            {
                return _observers.Count;
            }
        }
    }

    /// <summary>Records events, and tells the observers unless the notification is to be lost.</summary>
    public void Record(int count, bool isLost = false, string[]? audience = null, int textBytes = 0)
    {
        Recorded recorded;
        IJournalObserver[] observers;
        lock (_gate)
        {
            var first = _events.Count + 1;
            _events.AddRange(Enumerable.Range(first, count).Select(v => Happened(v, textBytes)));
            recorded = new(name, first, [.. _events.Skip(first - 1).Select(e => new ReadOnlyMemory<byte>(e.ToByteArray()))], audience);
            observers = isLost ? [] : [.. _observers];
        }

        foreach (var observer in observers)
        {
            _ = observer.OnRecorded(recorded);
        }
    }

    /// <summary>The silo is gone and another one has the journal: nobody is told of anything until it subscribes again.</summary>
    public void MoveToAnotherSilo()
    {
        lock (_gate)
        {
            _observers.Clear();
        }
    }

    public ValueTask<Outcome<IMessage>> Execute(Command command)
    {
        Commands.Enqueue(command);
        return OnExecute(command);
    }

    public ValueTask<Outcome<IMessage>> Read(Query query)
    {
        Queries.Enqueue(query);
        if (IsSilent)
        {
            return ValueTask.FromException<Outcome<IMessage>>(new TimeoutException("Response did not arrive on time."));
        }

        if (TurnedAway.ContainsKey(query.Caller.Subject))
        {
            return new(Outcome<IMessage>.Refused(Rejection.NotFound(name)));
        }

        if (query.Request is not ListEventsRequest list)
        {
            return OnRead(query);
        }

        lock (_gate)
        {
            var page = new ListEventsResponse();
            page.Events.Add(_events.Where(e => e.Version >= list.FromVersion).Take(list.PageSize));
            return new(Outcome<IMessage>.Of(page, _events.Count));
        }
    }

    public ValueTask<Outcome<WatchLease>> Watch(Caller caller, IJournalObserver observer)
    {
        lock (_gate)
        {
            if (IsLost)
            {
                throw new SiloUnavailableException();
            }

            Watches++;
            if (TurnedAway.ContainsKey(caller.Subject))
            {
                return new(Outcome<WatchLease>.Refused(Rejection.NotFound(name)));
            }

            _observers.Add(observer);
            return new(Outcome<WatchLease>.Of(new(_events.Count, Lease), _events.Count));
        }
    }

    private Event Happened(int version, int textBytes) => new()
    {
        Journal = name,
        Version = version,
        ObservationReported = textBytes == 0 ? null : new() { Observation = new() { Text = new() { Values = { ["en"] = new string('x', textBytes) } } } },
    };

    public ValueTask<Woken> Wake() => new(new Woken(null, null));

    public void Forget(IJournalObserver observer)
    {
        lock (_gate)
        {
            _observers.Remove(observer);
        }
    }
}

/// <summary>The catalogue: two pages of conflicts, the second behind the cursor <c>second</c>.</summary>
internal sealed class FakeCatalogue(FakeCluster cluster) : ICatalogueGrain
{
    public ConcurrentQueue<Query> Queries { get; } = new();

    public ListConflictsResponse FirstPage { get; } = new() { Conflicts = { new Conflict { Name = "conflicts/aa" } }, NextPageToken = "second" };

    /// <summary>Who was asked about, for which journal.</summary>
    public ConcurrentQueue<(string Subject, string Journal)> Asked { get; } = new();

    public ValueTask Ping() => default;

    public ValueTask<bool> Admits(Caller caller, string journal)
    {
        Asked.Enqueue((caller.Subject, journal));
        return new(!cluster[journal].TurnedAway.ContainsKey(caller.Subject));
    }

    public ValueTask<Outcome<IMessage>> Read(Query query) => cluster[JournalAddress.Of(query.Request, "")].Read(query);

    public ValueTask<Outcome<IMessage>> List(Query query)
    {
        Queries.Enqueue(query);
        return new(((ListConflictsRequest)query.Request).PageToken switch
        {
            "" => Outcome<IMessage>.Of(FirstPage, 0),
            "second" => Outcome<IMessage>.Of(new ListConflictsResponse { Conflicts = { new Conflict { Name = "conflicts/bb" } } }, 0),
            _ => throw new InvalidOperationException("A token that is no cursor reached the catalogue."),
        });
    }
}
