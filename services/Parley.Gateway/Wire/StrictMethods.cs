using System.Reflection;
using Google.Protobuf;
using Grpc.AspNetCore.HealthChecks;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Parley.Gateway.Clients;
using Parley.Hosting.Admin;

namespace Parley.Gateway.Wire;

/// <summary>
/// Binds gRPC services as ASP.NET Core does by itself, with one difference: bytes that are not a valid request are refused as
/// INVALID_ARGUMENT. By default they fail before any of our code runs and come out as UNKNOWN. The health of each service that is
/// bound can be asked for by its name.
/// </summary>
/// <param name="health">The services that the health service knows.</param>
/// <typeparam name="TService">The service.</typeparam>
internal sealed class StrictMethods<TService>(IOptions<GrpcHealthChecksOptions> health) : IServiceMethodProvider<TService>
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
                bind?.Invoke(null, [new StrictBinder<TService>(context, type, health.Value.Services), null]);
                return;
            }
        }
    }
}

/// <summary>Takes up every method of a generated service and adds it with a strict request marshaller.</summary>
/// <param name="context">Where to add them.</param>
/// <param name="generated">The generated base class.</param>
/// <param name="known">Where to name the service for health checks.</param>
internal sealed class StrictBinder<TService>(ServiceMethodProviderContext<TService> context, Type generated, ServiceMappingCollection known)
    : ServiceBinderBase
    where TService : class
{
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var found = Find(method.Name, typeof(TRequest), typeof(ServerCallContext));
        var serve = found.CreateDelegate<UnaryServerMethod<TService, TRequest, TResponse>>();
        context.AddUnaryMethod(Strict(method), MetadataOf(found), (service, request, call) => serve(service, request, Arrived(call)));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var found = Find(method.Name, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        var serve = found.CreateDelegate<ServerStreamingServerMethod<TService, TRequest, TResponse>>();
        context.AddServerStreamingMethod(
            Strict(method), MetadataOf(found), (service, request, stream, call) => serve(service, request, stream, Arrived(call)));
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

    // What goes wrong from here on is not the request's frame.
    private static ServerCallContext Arrived(ServerCallContext call)
    {
        CallLease.Of(call).HasRequest = true;
        return call;
    }

    private Method<TRequest, TResponse> Strict<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        known.MapReadiness(method.ServiceName);
        return new(method.Type, method.ServiceName, method.Name, StrictMarshaller.Of(method.RequestMarshaller), SharedMessages.Of(method.ResponseMarshaller));
    }

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

/// <summary>What the health of a service depends on: every service of a gateway is served when the gateway is ready.</summary>
internal static class ServiceHealth
{
    /// <summary>Lets the health of a service be asked for.</summary>
    /// <param name="services">The services that the health service knows.</param>
    /// <param name="name">The service's full name; empty for the server as a whole.</param>
    public static void MapReadiness(this ServiceMappingCollection services, string name) =>
        services.Map(name, check => check.Tags.Contains(Readiness.Tag));
}
