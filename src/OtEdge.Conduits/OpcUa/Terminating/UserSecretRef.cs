namespace OtEdge.Conduits.OpcUa.Terminating;

/// <summary>A user name and its secret, where they are.</summary>
/// <param name="name">UTF-8.</param>
/// <param name="secret">The password.</param>
internal readonly ref struct UserSecretRef(ReadOnlySpan<byte> name, ReadOnlySpan<byte> secret)
{
    /// <summary>The user, UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; } = name;

    /// <summary>The password; whoever has it wipes it.</summary>
    public ReadOnlySpan<byte> Secret { get; } = secret;
}
