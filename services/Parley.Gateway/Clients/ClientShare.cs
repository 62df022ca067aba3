using System.Net;

namespace Parley.Gateway.Clients;

/// <summary>What one client address holds and has asked for.</summary>
/// <param name="address">The address, as <see cref="ClientKey"/> gives it.</param>
/// <param name="options">Its limits.</param>
internal sealed class ClientShare(IPAddress address, ClientOptions options) : IDisposable
{
    private const int MicrosecondsAMillisecond = 1000;

    /// <summary>The address.</summary>
    public IPAddress Address => address;

    /// <summary>Its connections.</summary>
    public Holding Connections { get; } = new();

    /// <summary>Its calls under way, watches not counted.</summary>
    public Holding Calls { get; } = new();

    /// <summary>The bytes of answers that it has not taken yet.</summary>
    public Holding AnswerBytes { get; } = new();

    /// <summary>Its watches.</summary>
    public Holding Watches { get; } = new();

    /// <summary>What it may ask for without a token.</summary>
    public WorkBudget Work { get; } = new(options.WorkPerSecond * MicrosecondsAMillisecond, options.WorkBurst * MicrosecondsAMillisecond);

    /// <summary>True when forgetting it gives nothing away.</summary>
    public bool IsIdle => Connections.Held == 0 && Calls.Held == 0 && AnswerBytes.Held == 0 && Watches.Held == 0 && Work.IsFull;

    public void Dispose() => Work.Dispose();
}
