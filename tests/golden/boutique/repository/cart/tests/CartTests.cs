using Xunit;

public class CartTests
{
    [Fact]
    public void SplitsAUserFromAProduct() => Assert.Equal(("ada", "mug"), CartService.Split("ada mug"));

    [Fact]
    public void RunsWithoutRoot() => Assert.NotEqual("root", Environment.UserName);
}
