using System.Reflection;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;

namespace Parley.Gateway.Wire;

/// <summary>
/// Binds gRPC services as ASP.NET Core does by itself, with one difference: bytes that are no valid request are refused as
/// INVALID_ARGUMENT. By default they fail before any of our code runs and come out as UNKNOWN.
/// </summary>
/// <typeparam name="TService">The service.</typeparam>
internal sealed class StrictMethods<TService> : IServiceMethodProvider<TService>
    where TService : class
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<TService> context)
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } attribute)
            {
                var bind = attribute.BindType.GetMethod(
                    attribute.BindMethodName, BindingFlags.Public | BindingFlags.Static, [typeof(ServiceBinderBase), type]);
                bind?.Invoke(null, [new StrictBinder<TService>(context, type), null]);
                return;
            }
        }
    }
}

/// <summary>Takes up every method of a generated service and adds it with a strict request marshaller.</summary>
/// <param name="context">Where to add them.</param>
/// <param name="generated">The generated base class.</param>
internal sealed class StrictBinder<TService>(ServiceMethodProviderContext<TService> context, Type generated) : ServiceBinderBase
    where TService : class
{
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var found = Find(method.Name, typeof(TRequest), typeof(ServerCallContext));
        var serve = found.CreateDelegate<UnaryServerMethod<TService, TRequest, TResponse>>();
        context.AddUnaryMethod(Strict(method), MetadataOf(found), (service, request, call) => serve(service, request, ReadRequest.Mark(call)));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var found = Find(method.Name, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        var serve = found.CreateDelegate<ServerStreamingServerMethod<TService, TRequest, TResponse>>();
        context.AddServerStreamingMethod(
            Strict(method), MetadataOf(found), (service, request, stream, call) => serve(service, request, stream, ReadRequest.Mark(call)));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var found = Find(method.Name, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        context.AddClientStreamingMethod(
            Strict(method), MetadataOf(found), found.CreateDelegate<ClientStreamingServerMethod<TService, TRequest, TResponse>>());
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var found = Find(method.Name, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        context.AddDuplexStreamingMethod(
            Strict(method), MetadataOf(found), found.CreateDelegate<DuplexStreamingServerMethod<TService, TRequest, TResponse>>());
    }

    private static Method<TRequest, TResponse> Strict<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class =>
        new(method.Type, method.ServiceName, method.Name, StrictMarshaller.Of(method.RequestMarshaller), SharedMessages.Of(method.ResponseMarshaller));

    // What stands nearest to the method comes last and so counts most.
    private static List<object> MetadataOf(MethodInfo method) =>
    [
        .. typeof(TService).GetCustomAttributes(inherit: true),
        .. method.GetCustomAttributes(inherit: true),
        new HttpMethodMetadata(["POST"], acceptCorsPreflight: true),
    ];

    private MethodInfo Find(string name, params Type[] parameters)
    {
        var method = typeof(TService).GetMethod(name, BindingFlags.Public | BindingFlags.Instance, parameters);
        return method?.GetBaseDefinition().DeclaringType == generated
            ? method
            : throw new InvalidOperationException($"{typeof(TService)} does not override {generated}.{name}.");
    }
}
