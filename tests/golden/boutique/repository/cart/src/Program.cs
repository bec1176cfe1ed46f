// Keeps the carts of users in Redis.
using Boutique;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddGrpc();
builder.Services.AddGrpcHealthChecks().AddCheck("redis", new RedisCheck());
var app = builder.Build();
app.MapGrpcService<CartService>();
app.MapGrpcHealthChecksService();
app.Run();
