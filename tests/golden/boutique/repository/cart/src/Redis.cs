using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

/// <summary>Sends a command to Redis, and returns its answer without its length.</summary>
public static class Redis
{
    public static async Task<string> Send(params string[] words)
    {
        var address = Environment.GetEnvironmentVariable("REDIS_ADDR")!.Split(':');
        var password = File.ReadAllText(Environment.GetEnvironmentVariable("REDIS_PASSWORD_FILE")!).Trim();
        using var client = new TcpClient();
        await client.ConnectAsync(address[0], int.Parse(address[1]));
        using var reader = new StreamReader(client.GetStream());
        await Write(client, "AUTH", password);
        await Read(reader);
        await Write(client, words);
        return await Read(reader);
    }

    private static async Task Write(TcpClient client, params string[] words)
    {
        var text = $"*{words.Length}\r\n" + string.Concat(words.Select(word => $"${word.Length}\r\n{word}\r\n"));
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
    }

    private static async Task<string> Read(StreamReader reader)
    {
        var line = await reader.ReadLineAsync() ?? throw new IOException("Redis closed the connection");
        if (line.StartsWith('-')) throw new IOException(line);
        return line.StartsWith('$') && line != "$-1" ? await reader.ReadLineAsync() ?? "" : line[1..];
    }
}

/// <summary>Healthy while Redis answers.</summary>
public class RedisCheck : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken token = default) =>
        await Redis.Send("PING") == "PONG" ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
}
