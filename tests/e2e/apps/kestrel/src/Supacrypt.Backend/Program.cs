using Microsoft.AspNetCore.Server.Kestrel.Https;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel =>
    kestrel.ConfigureHttpsDefaults(https => https.ClientCertificateMode = ClientCertificateMode.AllowCertificate));
var app = builder.Build();
app.MapGet("/health", () => "alive");
app.MapGet("/health/ready", () => File.ReadAllText(app.Configuration["Security:ClientAuthority"]!).Length > 0 ? "ready" : "empty");
app.Run();

public static class Greeting
{
    public const string Text = "hello";
}
