using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Parley.Hosting;
using Parley.Journal;
using Parley.Silo;

return args is [SiloHost.MigrateVerb, .. var rest]
    ? await SiloHost.MigrateCommand.Run(rest, _ => HostRun.Once(() => SiloHost.CreateForMigration(rest), async (host, cancellation) =>
    {
        await Migrate(host, cancellation);
        Console.WriteLine("The database has the schema that this silo needs.");
    }))
    : await SiloHost.Command.Run(args, _ => HostRun.ToEnd(() => SiloHost.Create(args), Address, Migrate));

static Task Migrate(IHost host, CancellationToken cancellation) => host.Services.GetRequiredService<IJournalStore>().Migrate(cancellation);

static string Address(IHost host)
{
    var options = host.Services.GetRequiredService<IOptions<SiloOptions>>().Value;
    return $"tcp://{new System.Net.IPEndPoint(System.Net.IPAddress.Parse(options.AdvertisedAddress), options.GatewayPort)}";
}
