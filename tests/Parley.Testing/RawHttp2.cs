using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Parley.Testing;

/// <summary>
/// A client that speaks HTTP/2 frame by frame, so that it can do what no ordinary client does: open no window, read nothing, send half a
/// request. It acknowledges settings and pings.
/// </summary>
public sealed class RawHttp2 : IAsyncDisposable
{
    private const int FrameHeader = 9;
    private const byte DataType = 0;
    private const byte HeadersType = 1;
    private const byte ResetType = 3;
    private const byte SettingsType = 4;
    private const byte PingType = 6;
    private const byte GoAwayType = 7;
    private const byte WindowUpdateType = 8;
    private const byte EndStream = 1;
    private const byte Acknowledge = 1;
    private const byte EndHeaders = 4;
    private const ushort InitialWindowSize = 4;

    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly string _authority;
    private Task _reading = Task.CompletedTask;
    private int _lastStream = -1;
    private long _dataBytes;

    private RawHttp2(TcpClient client, IPEndPoint server) =>
        (_client, _stream, _authority) = (client, client.GetStream(), server.ToString());

    /// <summary>The bytes of answers received.</summary>
    public long DataBytes => Volatile.Read(ref _dataBytes);

    /// <summary>The streams that the server has reset, and with which code.</summary>
    public ConcurrentDictionary<int, uint> Resets { get; } = new();

    /// <summary>Done when the server has closed the connection.</summary>
    public Task Closed => _reading;

    /// <summary>True once the server has said that it will close the connection.</summary>
    public bool IsGoingAway { get; private set; }

    /// <summary>Connects.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="from">The address to come from; null for any.</param>
    /// <param name="window">How many bytes of each answer the server may send before it is told to go on.</param>
    /// <param name="reads">False to leave everything that the server sends in the socket.</param>
    /// <param name="before">Bytes to send before HTTP/2 begins.</param>
    public static async Task<RawHttp2> Connect(IPEndPoint server, IPAddress? from = null, int window = 0, bool reads = true, byte[]? before = null)
    {
        var client = new TcpClient(new IPEndPoint(from ?? IPAddress.Loopback, 0));
        await client.ConnectAsync(server);
        var raw = new RawHttp2(client, server);
        var setting = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(setting, InitialWindowSize);
        BinaryPrimitives.WriteInt32BigEndian(setting.AsSpan(2), window);
        await raw.Write([.. before ?? [], .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(SettingsType, 0, 0, setting)]);
        raw._reading = reads ? raw.Read() : Task.Delay(Timeout.Infinite);
        return raw;
    }

    /// <summary>Calls an rpc.</summary>
    /// <param name="rpc">Its full name, <c>package.Service/Method</c>.</param>
    /// <param name="message">The request's bytes.</param>
    /// <param name="sent">How many bytes of the framed request to send; null for all of it.</param>
    /// <param name="headers">Headers beside those that gRPC needs.</param>
    /// <returns>The stream.</returns>
    public async Task<int> Call(string rpc, byte[] message, int? sent = null, params (string Name, string Value)[] headers)
    {
        var stream = Interlocked.Add(ref _lastStream, 2);
        var block = new List<byte>();
        (string Name, string Value)[] all =
        [
            (":method", "POST"), (":scheme", "http"), (":path", "/" + rpc), (":authority", _authority),
            ("content-type", "application/grpc"), ("te", "trailers"), .. headers,
        ];
        foreach (var (name, value) in all)
        {
            block.Add(0); // A literal that is not kept, with a name of its own.
            AddText(block, name);
            AddText(block, value);
        }

        var body = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(1), message.Length);
        message.CopyTo(body, 5);
        var part = body[..(sent ?? body.Length)];
        await Write(
        [
            .. Frame(HeadersType, EndHeaders, stream, [.. block]),
            .. part.Length == 0 ? [] : Frame(DataType, part.Length == body.Length ? EndStream : (byte)0, stream, part),
        ]);
        return stream;
    }

    /// <summary>Lets the server send more of an answer.</summary>
    public async Task Open(int stream, int bytes)
    {
        var more = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(more, bytes);
        await Write([.. Frame(WindowUpdateType, 0, 0, more), .. Frame(WindowUpdateType, 0, stream, more)]);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_reading.IsCompleted || _stream.CanRead)
        {
            await Task.WhenAny(_reading, Task.CompletedTask);
        }

        _writing.Dispose();
    }

    // Seven bits, then seven more at a time: RFC 7541, 5.1.
    private static void AddText(List<byte> block, string text)
    {
        var (bytes, rest) = (Encoding.ASCII.GetBytes(text), 0);
        if (bytes.Length < 0x7f)
        {
            block.Add((byte)bytes.Length);
        }
        else
        {
            block.Add(0x7f);
            for (rest = bytes.Length - 0x7f; rest >= 0x80; rest >>= 7)
            {
                block.Add((byte)(rest | 0x80));
            }

            block.Add((byte)rest);
        }

        block.AddRange(bytes);
    }

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[FrameHeader + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, FrameHeader);
        return frame;
    }

    private async Task Read()
    {
        var header = new byte[FrameHeader];
        try
        {
            while (true)
            {
                await _stream.ReadExactlyAsync(header);
                var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(header) >>> 8];
                await _stream.ReadExactlyAsync(payload);
                await Take(header[3], header[4], BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)), payload);
            }
        }
        catch (Exception exception) when (exception is IOException or EndOfStreamException or ObjectDisposedException or SocketException)
        {
            // Closed by either side.
        }
    }

    private async Task Take(byte type, byte flags, int stream, byte[] payload)
    {
        switch (type)
        {
            case DataType:
                Interlocked.Add(ref _dataBytes, payload.Length);
                break;
            case ResetType:
                Resets[stream] = BinaryPrimitives.ReadUInt32BigEndian(payload);
                break;
            case SettingsType when (flags & Acknowledge) == 0:
                await Write(Frame(SettingsType, Acknowledge, 0, []));
                break;
            case PingType when (flags & Acknowledge) == 0:
                await Write(Frame(PingType, Acknowledge, 0, payload));
                break;
            case GoAwayType:
                IsGoingAway = true;
                break;
        }
    }

    private async Task Write(byte[] bytes)
    {
        await _writing.WaitAsync();
        try
        {
            await _stream.WriteAsync(bytes);
        }
        finally
        {
            _writing.Release();
        }
    }
}
