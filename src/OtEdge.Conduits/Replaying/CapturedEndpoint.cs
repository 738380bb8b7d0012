using System.Buffers.Binary;
using System.Net;

namespace OtEdge.Conduits.Replaying;

/// <summary>An address and a port, as a value.</summary>
/// <param name="Address">The address as a number, its first byte most significant.</param>
/// <param name="IsIPv6">True for an address of 16 bytes, false for one of 4.</param>
/// <param name="Port">TCP port.</param>
public readonly record struct CapturedEndpoint(UInt128 Address, bool IsIPv6, ushort Port)
{
    /// <summary>The same, as the rest of .NET has it; allocates.</summary>
    public IPEndPoint ToIPEndPoint()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Address);
        return new IPEndPoint(new IPAddress(IsIPv6 ? bytes : bytes[12..]), Port);
    }

    /// <inheritdoc/>
    public override string ToString() => ToIPEndPoint().ToString();

    internal static CapturedEndpoint Of(ReadOnlySpan<byte> address, ushort port) => address.Length == 16
        ? new CapturedEndpoint(BinaryPrimitives.ReadUInt128BigEndian(address), true, port)
        : new CapturedEndpoint(BinaryPrimitives.ReadUInt32BigEndian(address), false, port);
}
