using Xunit;

public class GreetingTests
{
    [Fact]
    public void Greets() => Assert.Equal("hello", Greeting.Text);

    [Fact]
    public void RunsWithoutRoot() => Assert.NotEqual("root", Environment.UserName);
}
