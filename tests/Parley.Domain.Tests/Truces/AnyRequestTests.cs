using CsCheck;
using Google.Protobuf.Reflection;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Tests.TermsOfTruces;
using Parley.Domain.Truces;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;
using Cast = Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>Whatever the gateway lets through, a truce in any state answers it; it never breaks.</summary>
public sealed class AnyRequestTests
{
    private static readonly MessageDescriptor[] Kinds =
        [.. LifecycleCommands.All.Select(c => c("x").Request.Descriptor), CreateTruceRequest.Descriptor, ReportObservationRequest.Descriptor];

    private static readonly Gen<Caller> AnyCaller =
        Some.Of(Mediator, For(Armenia), For(Third), Cast.Monitor, Guarantor, Caller.Parley, Caller.Anonymous);

    public static TheoryData<TruceState> States => [.. LifecycleStates.Ways.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public void EveryRequest_IsAnswered(TruceState state) =>
        Gen.Select(AnyCaller, Some.Of(Kinds), Gen.Int).Array[1, 8].Sample(
            requests =>
            {
                var truce = LifecycleStates.Ways[state]();
                foreach (var (caller, kind, seed) in requests)
                {
                    var request = AnyTerms.Request(kind, new Random(seed));
                    if (truce.Send(caller, request) is { } refusal)
                    {
                        Assert.NotEmpty(refusal.Message);
                        continue;
                    }

                    Assert.Equal(truce.View, World.Law.View(truce.Replayed()));
                    Assert.NotNull(truce.Forecast());
                }

                truce.World.AdvanceTo(truce.Now + Duration.FromDays(40));
            },
            iter: 60);
}
