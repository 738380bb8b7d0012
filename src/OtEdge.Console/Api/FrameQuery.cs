namespace OtEdge.Console.Api;

/// <summary>Which kept frames are wanted.</summary>
/// <param name="Finding">Only around this finding; null: around any.</param>
/// <param name="Conduit">Only of this conduit; null: of all.</param>
/// <param name="Since">Only kept at or after; null: since ever.</param>
public sealed record FrameQuery(string? Finding = null, string? Conduit = null, DateTimeOffset? Since = null);
