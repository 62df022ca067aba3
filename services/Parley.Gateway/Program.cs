using Parley.Gateway;
using Parley.Hosting;

return await HostRun.ToEnd(() => GatewayHost.Create(args));
