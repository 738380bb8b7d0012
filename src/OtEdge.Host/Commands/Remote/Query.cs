namespace OtEdge.Host.Commands.Remote;

/// <summary>Builds the query of a path.</summary>
internal static class Query
{
    /// <summary>The path with every pair that has a value.</summary>
    public static string On(string path, params (string Name, string? Value)[] pairs)
    {
        var given = pairs.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}");
        string query = string.Join('&', given);
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
