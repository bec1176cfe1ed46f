using Boutique;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

/// <summary>A request to add is a user and a product; a request to get is a user.</summary>
public class CartService : Cart.CartBase
{
    public static (string User, string Product) Split(string text)
    {
        var words = text.Split(' ', 2);
        return (words[0], words.Length > 1 ? words[1] : "");
    }

    public override async Task<StringValue> Add(StringValue request, ServerCallContext context)
    {
        var (user, product) = Split(request.Value);
        await Redis.Send("SET", $"cart:{user}", product);
        return new StringValue { Value = product };
    }

    public override async Task<StringValue> Get(StringValue request, ServerCallContext context) =>
        new() { Value = await Redis.Send("GET", $"cart:{request.Value}") };
}
