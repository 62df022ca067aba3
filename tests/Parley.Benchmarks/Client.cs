using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;

namespace Parley.Benchmarks;

/// <summary>A load client's connections to one server.</summary>
internal sealed class Client(Uri address, Metadata headers) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
    });

    private CallInvoker? _invoker;

    /// <summary>The CPU time of this process, all threads.</summary>
    public static CpuPart Cpu { get; } = new("client", () =>
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime;
    });

    /// <summary>One call.</summary>
    /// <exception cref="RpcException">It came to something else than OK.</exception>
    public async ValueTask Call(Method<Prebuilt, Answered> method, Prebuilt request) =>
        await (_invoker ??= _channel.CreateCallInvoker()).AsyncUnaryCall(method, null, new(headers), request);

    public void Dispose() => _channel.Dispose();
}
