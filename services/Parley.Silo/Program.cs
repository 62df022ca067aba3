using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Parley.Hosting;
using Parley.Silo;

return await SiloHost.Command.Run(args, _ => HostRun.ToEnd(
    () => SiloHost.Create(args), host => $"tcp://127.0.0.1:{host.Services.GetRequiredService<IOptions<SiloOptions>>().Value.GatewayPort}"));
