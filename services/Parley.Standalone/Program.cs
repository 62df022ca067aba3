using Parley.Hosting;
using Parley.Standalone;

return await StandaloneHost.Command.Run(args, settings => HostRun.ToEnd(() => StandaloneHost.Create(settings)));
