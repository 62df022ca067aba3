using Parley.Gateway;
using Parley.Hosting;

return await GatewayHost.Command.Run(args, _ => HostRun.ToEnd(() => GatewayHost.Create(args), reach: GatewayHost.Reach));
