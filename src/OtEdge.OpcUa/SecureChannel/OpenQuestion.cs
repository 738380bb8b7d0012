using OtEdge.OpcUa.Encoding;
using OtEdge.OpcUa.Services;
using OtEdge.OpcUa.Transport;
using OtEdge.OpcUa.Types;

namespace OtEdge.OpcUa.SecureChannel;

/// <summary>The client's work on an OpenSecureChannel request: sign and encrypt.</summary>
internal sealed class OpenQuestion(ClientChannelOptions options, (uint ChannelId, uint RequestId) ids, uint number, DateTimeOffset utc)
    : ChannelWork
{
    /// <summary>The client's nonce.</summary>
    public byte[] Nonce { get; } = new byte[options.Policy.NonceBytes];

    /// <summary>Number of the request.</summary>
    public uint RequestId => ids.RequestId;

    /// <inheritdoc/>
    public override void Run()
    {
        const uint Issue = 0;
        const uint Renew = 1;
        options.Random(Nonce);
        var body = new UaWriter();
        body.StandardNodeId((uint)ServiceType.OpenSecureChannel);
        WriteRequestHeader(body, utc, 1);
        body.UInt32(0);
        body.UInt32(ids.ChannelId == 0 ? Issue : Renew);
        body.UInt32((uint)options.Mode);
        if (options.Policy.IsSecure)
        {
            body.String(Nonce);
        }
        else
        {
            body.Null();
        }

        body.UInt32((uint)options.Lifetime.TotalMilliseconds);
        Chunk = AsymmetricChunk.Write(
            new AsymmetricTerms(ids.ChannelId, options.Policy, options.Own, options.Server), new SequenceHeader(number, ids.RequestId), body.Written);
    }

    /// <summary>Writes the header of a request that belongs to no session.</summary>
    public static void WriteRequestHeader(UaWriter body, DateTimeOffset utc, uint handle)
    {
        body.StandardNodeId(0);
        body.Int64(UaTime.Of(utc));
        body.UInt32(handle);
        body.UInt32(0);
        body.Null();
        body.UInt32(0);
        body.NullExtensionObject();
    }
}
