using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Parley.Cluster;
using Parley.Hosting;
using Parley.Journal;
using Parley.Silo;

var builder = Host.CreateApplicationBuilder(args);
builder.AddParleyHosting("parley-silo");
builder.Services.AddParleyOptions<SiloOptions, SiloOptionsValidator>(SiloOptions.Section);
var options = builder.Configuration.GetSection(SiloOptions.Section).Get<SiloOptions>() ?? new();

// Hosted services start in this order and stop in the reverse one: the journal outlives the silo.
builder.Services.AddSqliteJournal(builder.Configuration);
builder.Services.AddSingleton(s => new AssignedIds(Convert.FromBase64String(s.GetRequiredService<IOptions<SiloOptions>>().Value.IdKey)));
builder.UseOrleans(silo =>
{
    silo.UseLocalhostClustering(options.SiloPort, options.GatewayPort, primarySiloEndpoint: null, options.ServiceId, options.ClusterId);
    silo.AddActivityPropagation();
});
builder.Services.AddParleySilo();
return await HostRun.ToEnd(builder.Build);
