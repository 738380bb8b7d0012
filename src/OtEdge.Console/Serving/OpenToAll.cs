namespace OtEdge.Console.Serving;

/// <summary>Marks an endpoint that nobody needs to be signed in for.</summary>
internal sealed class OpenToAll
{
    /// <summary>The mark.</summary>
    public static OpenToAll Mark { get; } = new();
}
