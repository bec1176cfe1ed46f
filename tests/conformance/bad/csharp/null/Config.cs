#nullable enable
public static class Config
{
    public static string Name() => null;
}
