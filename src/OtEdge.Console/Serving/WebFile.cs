namespace OtEdge.Console.Serving;

/// <summary>A file of the console, as it is served.</summary>
/// <param name="Path">Its path, such as <c>/assets/main.js</c>.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Plain">Its bytes.</param>
/// <param name="Packed">The same by gzip (RFC 1952).</param>
/// <param name="Tag">Its entity tag, quoted.</param>
internal sealed record WebFile(string Path, string Type, byte[] Plain, byte[] Packed, string Tag);
