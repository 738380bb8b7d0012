using System.Security.Cryptography;
using OtEdge.Core.Policy.Nodes;
using OtEdge.OpcUa.Services;

namespace OtEdge.Conduits.OpcUa;

/// <summary>Who a user identity token says its user is.</summary>
internal static class Users
{
    /// <summary>The user; a token of an unknown type is nobody whom a rule can name.</summary>
    public static UserIdentity Of(UserTokenRef token) => token.Kind switch
    {
        UserTokenKind.Anonymous => UserIdentity.Anonymous,
        UserTokenKind.UserName => new UserIdentity(UserKind.Name, System.Text.Encoding.UTF8.GetString(token.UserName)),
        UserTokenKind.Certificate => new UserIdentity(UserKind.Certificate, Thumbprint(token.Certificate)),
        _ => new UserIdentity(UserKind.Token),
    };

    /// <summary>The thumbprint of a certificate as rules write it; of a chain, that of its first: whatever stands behind it makes nobody another one.</summary>
#pragma warning disable CA5350 // thumbprints are SHA-1 by OPC UA Part 6 cl. 6.7.2.3; nothing relies on its strength
    public static string Thumbprint(ReadOnlySpan<byte> der) => Convert.ToHexString(SHA1.HashData(Leaf(der)));
#pragma warning restore CA5350

    // A chain is certificates one after the other, the sender's own first; each begins with its length in DER.
    private static ReadOnlySpan<byte> Leaf(ReadOnlySpan<byte> chain)
    {
        if (chain.Length < 4 || chain[0] != 0x30 || chain[1] != 0x82)
        {
            return chain;
        }

        int bytes = 4 + ((chain[2] << 8) | chain[3]);
        return bytes <= chain.Length ? chain[..bytes] : chain;
    }
}
