using System.Buffers;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Parley.V1;

namespace Parley.Benchmarks;

/// <summary>A request whose bytes are made once; only the request id in it is new in every call.</summary>
internal sealed class Prebuilt
{
    // The last digits of a request id count the calls; the rest of it is drawn once a run.
    private const int CountedDigits = 12;
    private static readonly string Prefix = Guid.NewGuid().ToString()[..^CountedDigits];
    private static readonly string Placeholder = Prefix + new string('0', CountedDigits);
    private static long _count;

    private readonly byte[] _bytes;
    private readonly int _counted;

    private Prebuilt(IMessage message)
    {
        _bytes = message.ToByteArray();
        var at = _bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Placeholder));
        _counted = at < 0 ? -1 : at + Prefix.Length;
    }

    /// <summary>An observation with a text of 200 bytes under a truce.</summary>
    public static Prebuilt Observation(string truce) => new(new ReportObservationRequest
    {
        Parent = truce,
        RequestId = Placeholder,
        Observation = new()
        {
            Text = new() { Values = { ["en"] = new string('x', 200) } },
            Occurred = new() { From = new() { LocalTime = "2020-10-10T12:05", Zone = "Asia/Yerevan" } },
        },
    });

    /// <summary>A question for a truce.</summary>
    public static Prebuilt Truce(string truce) => new(new GetTruceRequest { Name = truce });

    /// <summary>To watch a journal from a version.</summary>
    public static Prebuilt Watch(string journal, long from) => new(new WatchJournalRequest { Journal = journal, FromVersion = from });

    /// <summary>Writes the message of one call.</summary>
    public void WriteTo(SerializationContext context)
    {
        context.SetPayloadLength(_bytes.Length);
        var output = context.GetBufferWriter();
        var span = output.GetSpan(_bytes.Length);
        _bytes.CopyTo(span);
        if (_counted >= 0)
        {
            Interlocked.Increment(ref _count).TryFormat(span.Slice(_counted, CountedDigits), out _, "x12");
        }

        output.Advance(_bytes.Length);
        context.Complete();
    }
}
