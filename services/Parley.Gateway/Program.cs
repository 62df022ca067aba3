using Parley.Gateway;
using Parley.Hosting;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseKestrelHttpsConfiguration();
builder.AddParleyHosting("parley-gateway");
builder.AddParleyClusterClient();
builder.Services.AddParleyGateway(builder.Configuration);

return await HostRun.ToEnd(() => builder.Build().MapParleyGateway());
